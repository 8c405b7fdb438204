"""What is left of packets when rules have taken theirs, worked out only as far as it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from fwlint.analysis.budget import Budget
from fwlint.analysis.point import corner, holds
from fwlint.analysis.point_index import PORTS_FIRST, PointIndex
from fwlint.model.addresses import AddressSet
from fwlint.model.box import DIMENSIONS, Box, difference, meet
from fwlint.model.packetset import PacketSet


class _Piece(NamedTuple):
    """A box, and those that may still have to be taken from it."""

    box: Box
    holes: Sequence[Box]


_LOOK = 10
"""What a look at two boxes costs, with all that it takes, beside the comparison of two cubes."""
_ADDRESSES = ("source", "destination")
_CUT_IN_ORDER = (*(name for name in DIMENSIONS if name not in _ADDRESSES), *_ADDRESSES)
"""Coordinates by which boxes are cut: those first of which little is left."""


@dataclass(slots=True)
class Remainder:
    """The packets of `whole` without those that were taken.

    Every question costs `budget`, and raises OverLimitError when that is spent. Whether any packet
    is left is told by the corner of the last of `_pieces`, which the first `_tried` of the taken
    boxes do not hold; it is cut only when one does.
    """

    whole: PacketSet
    budget: Budget
    _taken: list[Box] = field(default_factory=list)
    _index: PointIndex[None] = field(default_factory=lambda: PointIndex(PORTS_FIRST))
    _pieces: list[Box] = field(init=False)
    _tried: int = 0

    def __post_init__(self) -> None:
        self._pieces = list(reversed(self.whole.boxes))

    def take(self, packets: PacketSet) -> None:
        """Take `packets` away."""
        for box in packets:
            self._taken.append(box)
            self._index.add(box, None)

    def __bool__(self) -> bool:
        while self._pieces:
            self.budget.spend(1 + len(self._taken) - self._tried)
            if self._tried == len(self._taken):
                return True
            point = corner(self._pieces[-1])
            untried = islice(self._taken, self._tried, None)
            taker = next((box for box in untried if holds(box, point)), None)
            if taker is None:
                self._tried = len(self._taken)
                return True
            self._pieces += difference(self._pieces.pop(), taker)
            self._tried = 0
        return False

    def within(self, packets: PacketSet) -> PacketSet:
        """Return what is left within `packets`."""
        self.budget.spend(_LOOK * len(self.whole.boxes) * len(packets.boxes))
        return self._left(self.whole & packets)

    def packets(self) -> PacketSet:
        """Return all that is left."""
        return self._left(self.whole) if self else PacketSet()

    def _left(self, packets: PacketSet) -> PacketSet:
        if not self._taken:
            return packets
        left = []
        pieces = [
            _Piece(box, [taken for taken, _ in self._index.crossing(box)])
            for box in reversed(packets.boxes)
        ]
        while pieces:
            box, crossing = pieces.pop()
            self.budget.spend(len(crossing) * (len(box.source.cubes) + len(box.destination.cubes)))
            holes = [hole for hole in crossing if meet(hole, box)]
            if holes:
                pieces += _cut(box, holes)
            else:
                left.append(box)
        return PacketSet(tuple(left))


def _cut(box: Box, holes: list[Box]) -> list[_Piece]:
    """Return disjoint pieces of `box`, each simpler to cut, without some of what holes take.

    Holes that cut it in its source only, or in its destination only, are taken away last and at
    once, as many small pieces of addresses would be left of it.
    """
    cuts = [_narrowed(box, hole) for hole in holes]
    names = max(cuts, key=len)
    if not all(cuts):
        return []
    name = names[0]
    if len(names) == 1 and name in _ADDRESSES:
        gone = AddressSet.union(
            getattr(hole, name) for hole, cut in zip(holes, cuts, strict=True) if cut == names
        )
        others = [hole for hole, cut in zip(holes, cuts, strict=True) if cut != names]
        return _pieces(box, name, getattr(box, name) - gone, others)
    mine, theirs = getattr(box, name), getattr(holes[cuts.index(names)], name)
    return [*_pieces(box, name, mine & theirs, holes), *_pieces(box, name, mine - theirs, holes)]


def _pieces(box: Box, name: str, values: Any, holes: Sequence[Box]) -> list[_Piece]:
    return [_Piece(box._replace(**{name: values}), holes)] if values else []


def _narrowed(box: Box, hole: Box) -> list[str]:
    """Return the coordinates in which `hole` does not hold all of the box."""
    return [name for name in _CUT_IN_ORDER if not getattr(hole, name).covers(getattr(box, name))]
