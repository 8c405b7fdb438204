"""Entries read by their shape: what an entry says but for its addresses, ports and numbers.

A list of a hundred thousand entries has a few hundred shapes. The grammar reads the first entry of
each; the next ones only bind other values. It stays the judge of everything that is new: a value
that does not fit its place, a shape with values in other places, any doubt goes to the grammar.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from fwlint.dialects.cisco.addresses import FORMS
from fwlint.dialects.cisco.entry import WITH_HEADER, Context, Entry, Meaning, gather
from fwlint.dialects.cisco.transport import port_reader
from fwlint.dialects.cisco.words import MeaninglessError, inner, parse, trees, words
from fwlint.model.addresses import AddressSet
from fwlint.model.box import Box
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet

if TYPE_CHECKING:
    from lark import Token, Tree

_IPV4 = r"[0-9](?<![^ \t(][0-9])(?<!access-list [0-9])(?:[0-9]{0,9}|[0-9]{0,2}\.[0-9./]+)"
_IPV6 = r"[0-9A-Fa-f:](?<![^ \t(].)(?:[0-9]{0,9}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:./]*)"
_VALUES = {4: re.compile(rf"({_IPV4})(?![^ \t])"), 6: re.compile(rf"({_IPV6})(?![^ \t])")}
"""A whole word that may be an address or a number, or the number of a counter `(12 matches)`."""

_MOST = 20_000
"""How many shapes are kept; a list with more has no shapes, but many names."""

_ADDRESSES = 512
"""How many addresses each place of a shape keeps; most lists name the same few again and again."""

Values = Sequence[str]


class Shapes:
    """The entries of one kind of list, read by shape."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._values = _VALUES[context.kind.family]
        self._templates: dict[tuple[str, ...], _Template | None] = {}

    @property
    def learnt(self) -> int:
        """How many shapes are known."""
        return len(self._templates)

    def read(self, text: str) -> Meaning:
        """Return what the entry `text` says, as `read_entry` does; raises the same errors."""
        parts = self._values.split(text)
        shape = tuple(parts[::2])
        template = self._templates.get(shape)
        if template:
            try:
                return template.bind(parts[1::2])
            except (MeaninglessError, ValueError):
                pass  # the grammar says what is wrong, and where
        tree = parse(self._context.platform, self._context.kind.start, text)
        entry = gather(tree, self._context)
        meaning = entry.meaning()
        if shape not in self._templates and len(self._templates) < _MOST and meaning.packets:
            self._templates[shape] = _learnt(tree, entry, meaning, parts)
        return meaning


_Frame = tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]]
"""A box around its addresses: what stands before them, its ports unless they vary, and the rest."""


def _frame(box: Box, *, bound: bool) -> _Frame:
    varies = bound and box.fragment is WITH_HEADER
    return box[:2], () if varies else box[4:6], box[6:]


@dataclass(frozen=True, slots=True)
class _Template:
    """An entry with its meaning, and what takes the place of its parts where values differ."""

    entry: Entry
    learnt: Meaning
    sequence: int | None
    hits: int | None
    frames: tuple[_Frame, ...]
    source: Callable[[Values], AddressSet] | None
    destination: Callable[[Values], AddressSet] | None
    source_port: Callable[[Values], IntervalSet[int]] | None
    destination_port: Callable[[Values], IntervalSet[int]] | None

    def bind(self, values: Values) -> Meaning:
        """Return what an entry of this shape says; raises MeaninglessError or ValueError."""
        sequence, action, _, conditions, hits = self.learnt
        source = self.source(values) if self.source else self.entry.source
        destination = self.destination(values) if self.destination else self.entry.destination
        if not (source.cubes and destination.cubes):
            raise ValueError("an entry that matches nothing has other boxes")
        asked = self._ports_of(values) if self.source_port or self.destination_port else ()
        boxes = []
        for before, ports, behind in self.frames:
            ends = source, destination, *(ports or asked)
            boxes.append(Box._make(before + ends + behind))
        if self.sequence is not None:
            sequence = int(values[self.sequence])
        if self.hits is not None:
            hits = values[self.hits]
        return Meaning(sequence, action, PacketSet(tuple(boxes)), conditions, hits)

    def _ports_of(self, values: Values) -> tuple[IntervalSet[int], IntervalSet[int]]:
        """Return the ports of both sides; raises MeaninglessError or ValueError."""
        (transport,) = self.entry.transports
        from_port = self.source_port(values) if self.source_port else transport.source_port
        to_port = (
            self.destination_port(values) if self.destination_port else transport.destination_port
        )
        if not (from_port.spans and to_port.spans):
            raise ValueError("an entry that matches nothing has other boxes")
        return from_port, to_port


def _learnt(
    tree: Tree[Token], entry: Entry, meaning: Meaning, parts: list[str]
) -> _Template | None:
    """Return a template, or None where a value stands in a part that is not bound."""
    starts = [
        end - len(part) + 1 for end, part in zip(accumulate(map(len, parts)), parts, strict=True)
    ]
    places = _Places({starts[index]: index // 2 for index in range(1, len(parts), 2)})
    found = {str(part.data): part for part in trees(tree)}
    from_port = _ports(found.get("source_port"), places, entry)
    to_port = _ports(found.get("destination_port"), places, entry)
    bound = from_port is not None or to_port is not None
    template = _Template(
        entry,
        meaning,
        places.number(found.get("sequence")),
        places.number(found.get("hits")),
        tuple(_frame(box, bound=bound) for box in meaning.packets),
        _address(found.get("source"), places),
        _address(found.get("destination"), places),
        from_port,
        to_port,
    )
    return None if places.left else template


class _Places:
    """Where the values of a line stand, by column; `left` are those that nothing is bound to."""

    def __init__(self, columns: dict[int, int]) -> None:
        self.left = columns

    def only(self, word: Token) -> int | None:
        """Return which value a word is, or None; a counter stands behind its bracket."""
        return self.left.pop((word.column or 0) + word.startswith("("), None)

    def all(self, part: Tree[Token]) -> list[int] | None:
        """Return which values the words of a part are, or None where some word is none."""
        at = [self.only(word) for word in words(part)]
        known = [index for index in at if index is not None]
        return known if len(known) == len(at) else None

    def number(self, part: Tree[Token] | None) -> int | None:
        """Return which value the first word of a part is."""
        return self.only(words(part)[0]) if part else None


def _address(part: Tree[Token] | None, places: _Places) -> Callable[[Values], AddressSet] | None:
    if part is None:
        return None
    form, at = FORMS.get(inner(part).data), places.all(inner(part))
    if form is None or not at:
        return None
    first, last = at[0], at[-1]
    known: dict[tuple[str, str], AddressSet] = {}

    def bind(values: Values) -> AddressSet:
        said = values[first], values[last]
        found = known.get(said)
        if found is None:
            found = form(said)
            if len(known) < _ADDRESSES:
                known[said] = found
        return found

    return bind


def _ports(
    part: Tree[Token] | None, places: _Places, entry: Entry
) -> Callable[[Values], IntervalSet[int]] | None:
    if part is None or inner(part).data == "grouped_ports":
        return None
    operator, said = str(inner(part).data), [str(word) for word in words(inner(part))]
    at = [places.only(word) for word in words(inner(part))]
    protocol, platform = next(iter(entry.transports[0].protocol)), entry.context.platform

    if at == [None]:
        return None
    read = port_reader(operator, protocol, platform)
    (only, *others) = at
    if only is not None and not others:
        ports = lru_cache(maxsize=65536)(lambda word: read((word,)))
        return lambda values: ports(values[only])
    if None not in at:
        words_of = itemgetter(*at)
        return lambda values: read(words_of(values))

    def bind(values: Values) -> IntervalSet[int]:
        return read(
            [word if index is None else values[index] for word, index in zip(said, at, strict=True)]
        )

    return bind
