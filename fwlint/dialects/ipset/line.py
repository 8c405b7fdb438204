"""One line of a file of sets, taken apart by the grammar.

Nearly every line adds an element in the words of the line before it. What the grammar said of
`add blocklist 192.0.2.1 timeout 60` holds for any other element and any other number, so it is
asked once for each wording.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from lark import Lark, Token, Tree

from fwlint.dialects.grammar import load

LIMIT = 1024
"""The characters that `ipset restore` reads of a line."""

_STARTS = ("command", "heading", "member", "address", "port", "interface", "mac", "mark", "set")
_SILENT = ("storage", "note", "neighbour")
_QUOTED = re.compile(r'"[^"]*"')
_NUMBER = re.compile(r"(?<!\S)\d+(?!\S)")


class Statement(NamedTuple):
    """A line understood: the grammar rule it is, its words, and its options by name.

    Those that have no say in what a set matches are left out.
    """

    kind: str
    words: tuple[str, ...]
    options: dict[str, str]


class _Wording(NamedTuple):
    """What lines of the same words mean; of options with a number, the how manieth it is."""

    kind: str
    names: tuple[str, ...]
    options: tuple[tuple[str, int | None], ...]


class LineReader:
    """Reads lines by the grammar rule `start`, of which the word at `element` may be an element."""

    def __init__(self, start: str, element: int) -> None:
        self._start = start
        self._element = element
        self._wordings: dict[tuple[str, ...], _Wording] = {}

    def read(self, text: str) -> Statement:
        """Return what a line says. Raises lark's UnexpectedInput where the grammar refuses it."""
        *head, element, tail = self._cut(text)
        wording = (*head, _NUMBER.sub("0", tail))
        known = self._wordings.get(wording)
        if known is None or not _element().fullmatch(element):
            tree = parse(text, self._start)
            statement = _statement(tree)
            if statement.words[-1:] == (element,) and _tokens(tree)[-1].type == "ELEMENT":
                self._wordings[wording] = _wording(tree, statement)
            return statement
        numbers = _NUMBER.findall(tail)
        options = {name: "" if at is None else numbers[at] for name, at in known.options}
        return Statement(known.kind, (*known.names, element), options)

    def _cut(self, text: str) -> list[str]:
        """Return the words up to the element, and what stands behind it without quoted text."""
        fields = text.split(" ", self._element + 1)
        fields += [""] * (self._element + 2 - len(fields))
        fields[-1] = _QUOTED.sub('""', fields[-1])
        return fields


@cache
def grammar() -> Lark:
    """Return the parser of lines and of the parts of elements."""
    return load("ipset_save", *_STARTS)


def parse(text: str, start: str) -> Tree[Token]:
    """Return the tree of `text` as a `start`. Raises lark's UnexpectedInput."""
    return grammar().parse(text, start=start)


@cache
def _element() -> re.Pattern[str]:
    """Return what the grammar takes for an element of any type of set."""
    return re.compile(grammar().get_terminal("ELEMENT").pattern.to_regexp())


def _tokens(tree: Tree[Token]) -> list[Token]:
    return [child for child in tree.children if isinstance(child, Token)]


def _options(tree: Tree[Token]) -> list[Tree[Token]]:
    return [child for child in tree.children if isinstance(child, Tree)]


def _statement(tree: Tree[Token]) -> Statement:
    options = {
        str(option.data): "".join(_tokens(option))
        for option in _options(tree)
        if option.data not in _SILENT
    }
    return Statement(str(tree.data), tuple(map(str, _tokens(tree))), options)


def _wording(tree: Tree[Token], statement: Statement) -> _Wording:
    options: list[tuple[str, int | None]] = []
    numbers = 0
    for option in _options(tree):
        [*number] = filter(str.isdecimal, _tokens(option))
        if option.data not in _SILENT:
            options.append((str(option.data), numbers if number else None))
        numbers += len(number)
    return _Wording(statement.kind, statement.words[:-1], tuple(options))
