"""The way to the grammar: `grammars/windows_rule_string.lark` reads one KEY=VALUE of a string.

A string is many of them with a `|` behind each, and no value holds a `|`, so that the string can be
cut there. Strings repeat the same few fields thousands of times; what was read once is remembered.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from fwlint.dialects.grammar import load

if TYPE_CHECKING:
    from lark import Token, Tree

REMEMBERED = 8192
"""How many fields are remembered."""

RULE, SECURITY_RULE = "rule_field", "security_field"
OPEN_PORT, OPEN_PROGRAM = "open_port", "open_program"
_STARTS = (RULE, SECURITY_RULE, OPEN_PORT, OPEN_PROGRAM, "version")


@dataclass(frozen=True, slots=True)
class Field:
    """One KEY=VALUE. `kind` is the grammar's name for it, and `key` is written as in the string.

    `words` is the value; where it may have several forms, `form` is the grammar's name for this
    one: `port_range` with the first and last port.
    """

    kind: str
    key: str
    form: str
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """The value of a field that has one word."""
        return self.words[0] if self.words else ""


def parse(start: str, text: str) -> Tree[Token]:
    """Return the tree of `text` by the start rule `start`; raises lark's UnexpectedInput."""
    return load("windows_rule_string", *_STARTS).parse(text, start=start)


def read_field(start: str, text: str) -> Field:
    """Return what the grammar makes of one field; raises lark's UnexpectedInput."""
    key, equals, value = text.partition("=")
    kind = _kind_of_text(start, key) if equals else ""
    return Field(kind, key, "text", (value,)) if kind else _field(start, text)


@lru_cache(maxsize=REMEMBERED)
def version(text: str) -> str:
    """Return the version of a string that begins with `text`; raises lark's UnexpectedInput."""
    parse("version", text)
    return text[1:]


@lru_cache(maxsize=REMEMBERED)
def _field(start: str, text: str) -> Field:
    tree = parse(start, text)
    form = next((str(node.data) for node in tree.iter_subtrees() if node is not tree), "")
    words = tuple(map(str, tree.scan_values(lambda _: True)))
    return Field(str(tree.data), text.partition("=")[0], form, words)


@lru_cache(maxsize=REMEMBERED)
def _kind_of_text(start: str, key: str) -> str:
    """Return the kind of field that `key` is if any text can be its value, or else ""."""
    from lark.exceptions import UnexpectedInput

    try:
        tree = parse(start, f"{key}=")
    except UnexpectedInput:
        return ""
    takes_text = any(node.data == "text" for node in tree.iter_subtrees())
    return str(tree.data) if takes_text else ""
