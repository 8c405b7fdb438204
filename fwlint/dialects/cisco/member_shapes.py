"""Addresses in groups, read by the shape of their lines: of thousands, the grammar reads the first.

What does not fit its place, or means nothing there, goes to the grammar, as do all other members.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lark import Token, Tree

from fwlint.dialects.cisco.addresses import FORMS
from fwlint.dialects.cisco.platform import Platform
from fwlint.dialects.cisco.words import MeaninglessError, parse, trees, words

_VALUE = re.compile(
    r"(?<![^ \t])([0-9]{1,10}|[0-9]{1,3}\.[0-9./]+|[0-9A-Fa-f]*:[0-9A-Fa-f:./]+)(?![^ \t])"
)
"""What may be an address, a prefix or a number, as a whole word."""

_MOST = 4096
"""How many shapes are kept; a file with more has no shapes, but many names."""


class _Template(NamedTuple):
    """An address with places for values: an index stands for the value of that number.

    The values `beside` it are numbers of lines.
    """

    form: str
    slots: tuple[str | int, ...]
    beside: tuple[int, ...]

    def bind(self, values: list[str]) -> Tree[Token] | None:
        """Return the address with these values, or None where they mean nothing in their places."""
        if not all(values[index].isdecimal() for index in self.beside):
            return None
        said = [slot if isinstance(slot, str) else values[slot] for slot in self.slots]
        try:
            FORMS[self.form](said)
        except MeaninglessError:
            return None
        return Tree(self.form, list(map(_word, said)))


class MemberShapes:
    """The members of groups of one kind, read by the rule `start`."""

    def __init__(self, platform: Platform, start: str) -> None:
        self._platform = platform
        self._start = start
        self._templates: dict[tuple[str, ...], _Template | None] = {}

    def read(self, text: str) -> Tree[Token]:
        """Return a member without the number before it; raises lark's UnexpectedInput."""
        split = _VALUE.split(text)
        shape = tuple(split[::2])
        template = self._templates.get(shape)
        if template and (known := template.bind(split[1::2])):
            return known
        tree = parse(self._platform, self._start, text)
        if tree.data == self._start:
            tree = trees(tree)[-1]
        if shape not in self._templates and len(self._templates) < _MOST:
            self._templates[shape] = _learnt(tree, text)
        return tree


def _word(text: str) -> Token:
    return Token("WORD", text)


def _learnt(tree: Tree[Token], text: str) -> _Template | None:
    """Return a template of an address, or None where a value is neither in it nor a number."""
    if tree.data not in FORMS:
        return None
    places = {found.start(1): index for index, found in enumerate(_VALUE.finditer(text))}
    slots = [places.pop(word.start_pos or 0, str(word)) for word in words(tree)]
    values = _VALUE.findall(text)
    if not all(values[index].isdecimal() for index in places.values()):
        return None
    return _Template(str(tree.data), tuple(slots), tuple(places.values()))
