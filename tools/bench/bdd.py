"""Dead rules by binary decision diagrams: the same question, answered by somebody else's algebra.

Each coordinate of a box is spelled out in bits, and a rule is the conjunction of its coordinates.
Nothing of the engine under test is used, only the model. oxidd (https://oxidd.net) does the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from fwlint.model.addresses import BITS, AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_INTERFACE, DIMENSIONS, Box
from fwlint.model.intervals import IntervalSet
from fwlint.model.rule import Rule

if TYPE_CHECKING:
    from oxidd.bcdd import BCDDFunction

_WIDTHS = {
    "protocol": 8,
    "destination": 128,
    "source": 128,
    "destination_port": 16,
    "source_port": 16,
    "icmp": 16,
    "state": 3,
    "tcp_flags": 6,
    "fragment": 1,
    "profile": 2,
}
"""Bits of each coordinate; IPv4 addresses take the first 32."""

ADDRESSES_FIRST = ("protocol", "destination", "source", "destination_port", "source_port")
PORTS_FIRST = ("protocol", "destination_port", "source_port", "destination", "source")
"""Orders of the variables, on which the size of diagrams depends; the others come behind."""

NODES, CACHE = 1 << 25, 1 << 20
"""What oxidd may use: diagrams in memory, and remembered results (more of these win nothing)."""


class Diagrams:
    """Packet sets as diagrams, of one manager; interfaces, which have no bits, must be any."""

    def __init__(self, order: Sequence[str] = PORTS_FIRST) -> None:
        from oxidd.bcdd import BCDDManager

        self._manager = BCDDManager(NODES, CACHE, 1)
        variables = self._manager.add_vars(1 + sum(_WIDTHS.values()))
        self._bits = [self._manager.var(number) for number in variables]
        self._first = {}
        position = 1  # after the family
        for name in dict.fromkeys((*order, *_WIDTHS)):
            self._first[name] = position
            position += _WIDTHS[name]
        self._seen: dict[tuple[str, BitSet | IntervalSet[int]], BCDDFunction] = {}
        self.none, self.every = self._manager.false(), self._manager.true()

    def of(self, rule: Rule) -> BCDDFunction:
        """Return the packets of a rule."""
        return self.union(self._box(box) for box in rule.packets)

    def union(self, parts: Iterable[BCDDFunction]) -> BCDDFunction:
        """Return what is in any of the parts."""
        return reduce(or_, parts, self.none)

    def _box(self, box: Box) -> BCDDFunction:
        if box.in_interface != ANY_INTERFACE or box.out_interface != ANY_INTERFACE:
            raise ValueError("interfaces have no bits")
        family = self._bits[0] if box.family == 6 else ~self._bits[0]
        parts = [
            self._coordinate(name, getattr(box, name), box.family)
            for name in DIMENSIONS
            if name in _WIDTHS
        ]
        return reduce(and_, parts, family)

    def _coordinate(
        self, name: str, members: AddressSet | BitSet | IntervalSet[int], family: int
    ) -> BCDDFunction:
        if isinstance(members, AddressSet):
            width, first = BITS[family], self._first[name]
            return self.union(
                self._cube(first, width, value, care) for value, care in members.cubes
            )
        known = self._seen.get((name, members))
        if known is None:
            known = self._seen[name, members] = self._small(name, members)
        return known

    def _small(self, name: str, members: BitSet | IntervalSet[int]) -> BCDDFunction:
        first, width = self._first[name], _WIDTHS[name]
        if isinstance(members, BitSet):
            every = (1 << width) - 1
            return self.union(self._cube(first, width, member, every) for member in members)
        return self.union(
            self._at_least(first, width, start) & ~self._at_least(first, width, stop)
            for start, stop in members.spans
        )

    def _cube(self, first: int, width: int, value: int, care: int) -> BCDDFunction:
        """Return the numbers that agree with `value` in every bit of `care`."""
        cube = self.every
        for place in range(width):  # from the lowest bit, which stands last
            if care >> place & 1:
                bit = self._bits[first + width - 1 - place]
                cube &= bit if value >> place & 1 else ~bit
        return cube

    def _at_least(self, first: int, width: int, limit: int) -> BCDDFunction:
        """Return the numbers of `width` bits that are not below `limit`."""
        if limit >> width:
            return self.none
        result = self.every
        for place in range(width):
            bit = self._bits[first + width - 1 - place]
            result = bit & result if limit >> place & 1 else bit | result
        return result


def dead_lines(rules: Sequence[Rule], order: Sequence[str] = PORTS_FIRST) -> set[int]:
    """Return the lines of the rules, met in turn, of which earlier ones take every packet."""
    diagrams = Diagrams(order)
    taken, dead = diagrams.none, set()
    for rule in rules:
        more = taken | diagrams.of(rule)
        if more == taken:
            dead.add(rule.span.line)
        taken = more
    return dead
