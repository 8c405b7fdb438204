"""The way to the grammar: `grammars/windows_powershell.lark`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from lark import Lark, Token, Tree

from fwlint.dialects.grammar import load
from fwlint.dialects.windows.script.syntax import cut

_STARTS = (
    "script",
    "broken_script",
    "call",
    "literal",
    "table",
    "word",
    "expandable",
    "security_policy",
)
_REMEMBERED = 4096

_BETWEEN = frozenset(("_SPACE", "_CONTINUED", "_COMMENT", "_BLOCK_COMMENT", "_REDIRECTION"))
"""Tokens that have no part in what is called, and how."""

_WORDS = ("LINE_WORD", "TARGET")
"""What is a word like others, but for where it ends: before a line's end, or before an `=`."""


def read_tokens(text: str, *, line_by_line: bool = False) -> Iterator[Token]:
    """Yield the tokens of a script; `line_by_line`, what is quoted ends with its line at last."""
    start = "broken_script" if line_by_line else "script"
    for token in cut(_grammar(), start, text):
        if token.type not in _BETWEEN:
            if token.type in _WORDS:
                token.type = "WORD"
            yield token


def open_end(text: str) -> Token | None:
    """Return the last token of a script if it goes on to the end because nothing closes it.

    That is a word with a quote in it, a comment or a here-string.
    """
    last = None
    for last in cut(_grammar(), "script", text):  # noqa: B007  # only the last one is asked for
        pass
    return last if last and _is_open(last) else None


def parse_tokens(start: str, tokens: Iterable[Token]) -> Tree[Token]:
    """Return the tree of tokens by the start rule `start`; raises lark's UnexpectedToken."""
    parser: Any = _grammar().parse_interactive("", start=start)  # lark has no types for feeding
    last = None
    for last in tokens:
        parser.feed_token(last)
    tree: Tree[Token] = parser.feed_eof(last)
    return tree


@lru_cache(maxsize=_REMEMBERED)
def pieces(start: str, text: str) -> tuple[tuple[str, str], ...]:
    """Return what a text consists of by the start rule `word` or `expandable`: types and texts."""
    tree = _grammar().parse(text, start=start)
    return tuple((token.type, str(token)) for token in tree.scan_values(lambda _: True))


def _grammar() -> Lark:
    return load("windows_powershell", *_STARTS)


def _is_open(token: Token) -> bool:
    if token.type == "WORD":
        return any(kind == "UNCLOSED" for kind, _ in pieces("word", str(token)))
    if token.type == "HERE_STRING":
        return not token.endswith(("'@", '"@'))
    return token.type == "_BLOCK_COMMENT" and not token.endswith("#>")
