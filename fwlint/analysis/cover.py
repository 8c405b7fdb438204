"""Which earlier steps take all packets of a step, found point by point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from fwlint.analysis.flatten import Scope, Step
from fwlint.analysis.point_index import Point, PointIndex, corner, holds
from fwlint.model.box import Box, covers, difference, intersection
from fwlint.model.packetset import PacketSet

WORK_LIMIT = 20_000
"""Pieces that the packets of one step may fall into before it is given up as not decided."""

_PRUNED = 64
"""The largest cover that is tried without each of its members."""


class OverLimitError(Exception):
    """A step whose packets fall into too many pieces to be decided."""


@dataclass(slots=True)
class Takers:
    """The steps so far by which packets end their way, or leave the policy they are in.

    Steps must be put in, and asked about, in the order of a `Flattened`. With `conditional`, those
    count, too, that depend on a condition.
    """

    conditional: bool
    witness: Point | None = None
    """A packet of the step that was asked about last, if it turned out to live."""
    _ends: PointIndex[Step] = field(default_factory=PointIndex)
    _leavers: dict[Scope, PointIndex[Step]] = field(default_factory=dict)

    def add(self, step: Step) -> None:
        """Put in a step that ends packets' way, or by which they leave their policy."""
        index = self._leavers.setdefault(step.scope, PointIndex()) if step.leaves else self._ends
        for box in step.packets:
            index.add(box, step)

    def takes(self, step: Step, point: Point) -> bool:
        """Return whether `point`, one of the packets of `step`, is taken before it."""
        question = _Question(step, tuple(step.scope.around()), self.conditional)
        return next(self._taking(question, point), None) is not None

    def cover(self, step: Step) -> list[Step] | None:
        """Return steps that take all packets of `step`, one if one does it, or None if some live.

        Raises OverLimitError.
        """
        question = _Question(step, tuple(step.scope.around()), self.conditional)
        *pieces, piece = step.packets.boxes
        point, taker = corner(piece), None
        for box, candidate in self._taking(question, point):
            if question.all_taken_by(box, candidate):
                return [candidate]
            taker = taker or (box, candidate)
        used: dict[Step, Point] = {}
        for _ in range(WORK_LIMIT):
            if taker is None:
                self.witness = point
                return None
            used.setdefault(taker[1], point)
            pieces += question.rest(piece, *taker)
            if not pieces:
                return question.pruned(used)
            piece = pieces.pop()
            point = corner(piece)
            taker = next(self._taking(question, point), None)
        raise OverLimitError

    def _taking(self, question: _Question, point: Point) -> Iterator[tuple[Box, Step]]:
        for scope in question.open:
            if scope in self._leavers:
                yield from self._leavers[scope].holding(point)
        for entry in self._ends.holding(point):
            if question.valid(entry[1], point):
                yield entry


@dataclass(slots=True)
class _Question:
    """A step that is asked about. `open` holds the scopes that it stands in, innermost first."""

    step: Step
    open: tuple[Scope, ...]
    conditional: bool

    def valid(self, taker: Step, point: Point) -> bool:
        """Return whether packets like `point` meet `taker` for sure before they come here."""
        if taker.scope is self.step.scope:
            return True
        if not self.conditional and any(scope.gated for scope in self._closed(taker)):
            return False
        return not any(holds(box, point) for box in self._strayed(taker))

    def rest(self, piece: Box, box: Box, taker: Step) -> list[Box]:
        """Return what of `piece` is left when `taker` has taken what it holds of `box`."""
        strayed = [one for one in self._strayed(taker) if intersection(piece, one)]
        if not strayed:
            return list(difference(piece, box))
        taken = PacketSet((box,)) - PacketSet(tuple(strayed))
        return list((PacketSet((piece,)) - taken).boxes)

    def all_taken_by(self, box: Box, taker: Step) -> bool:
        """Return whether `taker`, one of whose boxes is `box`, takes every packet of the step."""
        asked = self.step.packets
        if any(intersection(mine, one) for one in self._strayed(taker) for mine in asked):
            return False
        if len(asked.boxes) == 1 and covers(box, asked.boxes[0]):
            return True
        several = len(asked.boxes) > 1 or len(taker.packets.boxes) > 1
        return several and taker.packets.covers(asked)

    def pruned(self, cover: dict[Step, Point]) -> list[Step]:
        """Return a cover without members that the others make needless, in the order of steps.

        Each member comes with a point that it takes; where it alone does, it is needed.
        """
        kept = sorted(cover, key=lambda step: step.number)
        if len(kept) <= _PRUNED:
            for member, point in cover.items():
                others = [one for one in kept if one is not member]
                doubtful = any(holds(box, point) for one in others for box in one.packets)
                if doubtful and self._suffices(others):
                    kept = others
        return kept

    def _suffices(self, cover: list[Step]) -> bool:
        pieces = list(self.step.packets.boxes)
        for taker in cover:
            for box in taker.packets:
                pieces = [rest for piece in pieces for rest in self.rest(piece, box, taker)]
        return not pieces

    def _closed(self, taker: Step) -> Iterator[Scope]:
        return (scope for scope in taker.scope.around() if scope not in self.open)

    def _strayed(self, taker: Step) -> Iterator[Box]:
        """Yield what may have left the taker's policies before it, to come here all the same."""
        if taker.scope is self.step.scope or not any(taker.left_before):
            return
        for scope, count in zip(taker.scope.around(), taker.left_before, strict=True):
            if count and scope not in self.open:
                for leaver in scope.leavers[:count]:
                    yield from leaver.packets
