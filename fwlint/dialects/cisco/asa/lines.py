"""Lines as the grammar reads them, and a memory for lines of the same shape.

The shape of a line is what it says but for its addresses and numbers. A list of a hundred thousand
entries has a few hundred shapes: the grammar reads the first line of each, and the next ones only
put other values in. A line that then turns out to mean nothing goes to the grammar all the same,
which says what is wrong with it, and where.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from fwlint.dialects.cisco.asa.platform import ASA
from fwlint.dialects.cisco.words import parse, trees, words

if TYPE_CHECKING:
    from lark import Token, Tree

_VALUE = re.compile(
    r"(?<![^ \t])([0-9]{1,10}|[0-9]{1,3}(?:\.[0-9]{1,3}){3}|0x[0-9a-f]{1,16}|\(hitcnt=[0-9]{1,20}\)"
    r"|[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]{1,41}(?:/[0-9]{1,3})?)(?![^ \t])"
)
"""What may be an address, a prefix, a number, a hash or a counter, as a whole word."""

_FITS: Mapping[str, Callable[[str], bool]] = {
    "NUMBER": str.isdecimal,
    "IPV4": lambda value: "." in value and ":" not in value,
    "IPV6": lambda value: ":" in value and "/" not in value,
    "IPV6_PREFIX": lambda value: "/" in value,
    "HASH": lambda value: value.startswith("0x"),
    "HITS": lambda value: value.startswith("("),
    "WORD": bool,
}
"""Which values the terminals of the grammar take; addresses may still turn out to be none."""


class Part(NamedTuple):
    """A part of a line: the rule of the grammar that reads it, and its words."""

    rule: str
    words: tuple[str, ...]


Line = tuple[Part, ...]


def read_line(start: str, text: str) -> Line:
    """Return a line as the rule `start` of the grammar reads it; raises lark's UnexpectedInput."""
    return _parts(parse(ASA, start, text))


class Lines:
    """The lines of one start rule, read by shape."""

    def __init__(self, start: str) -> None:
        self.start = start
        self._templates: dict[tuple[str, ...], _Template | None] = {}

    def read(self, text: str) -> Line:
        """Return what `read_line` does, but for errors: a value may mean nothing in its place."""
        split = _VALUE.split(text)
        shape = tuple(split[::2])
        template = self._templates.get(shape)
        if template and (line := template.bind(split[1::2])):
            return line
        tree = parse(ASA, self.start, text)
        if shape not in self._templates:
            self._templates[shape] = _learnt(tree, text)
        return _parts(tree)


def _parts(tree: Tree[Token]) -> Line:
    return tuple(Part(str(part.data), tuple(words(part))) for part in trees(tree))


class _Slot(NamedTuple):
    """The part at `place` of a line; an index stands for the value of that number."""

    place: int
    rule: str
    words: tuple[str | int, ...]


class _Template(NamedTuple):
    """A line with places for values; `checks` says which values can stand in them."""

    line: Line
    slots: tuple[_Slot, ...]
    checks: tuple[tuple[int, Callable[[str], bool]], ...]

    def bind(self, values: Sequence[str]) -> Line | None:
        """Return the line with these values, or None where one cannot stand in its place."""
        for index, fits in self.checks:
            if not fits(values[index]):
                return None
        line = list(self.line)
        for place, rule, filled in self.slots:
            said = [word if isinstance(word, str) else values[word] for word in filled]
            line[place] = Part(rule, tuple(said))
        return tuple(line)


def _learnt(tree: Tree[Token], text: str) -> _Template | None:
    """Return a template of a line, or None where a value is no word of it."""
    places = {found.start(1): index for index, found in enumerate(_VALUE.finditer(text))}
    checks: dict[int, Callable[[str], bool]] = {}
    slots = []
    for place, part in enumerate(trees(tree)):
        filled = [_filled(word, places, checks) for word in words(part)]
        if any(isinstance(word, int) for word in filled):
            slots.append(_Slot(place, str(part.data), tuple(filled)))
    if len(checks) < len(places):
        return None
    plain = tuple(Part(rule, tuple(map(str, said))) for rule, said in _parts(tree))
    return _Template(plain, tuple(slots), tuple(checks.items()))


def _filled(
    word: Token, places: Mapping[int, int], checks: dict[int, Callable[[str], bool]]
) -> str | int:
    index = places.get(word.start_pos or 0)
    if index is None or word.type not in _FITS:
        return str(word)
    checks[index] = _FITS[word.type]
    return index
