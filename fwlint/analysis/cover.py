"""Which earlier rules take all packets of a step, found point by point."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from fwlint.analysis.budget import OverLimitError
from fwlint.analysis.flatten import Scope, Step
from fwlint.analysis.point import Point, corner, far_corner, holds
from fwlint.analysis.point_index import PointIndex
from fwlint.model.box import Box, covers, difference, intersection
from fwlint.model.packetset import PacketSet

WORK_LIMIT = 5_000
"""Pieces that the packets of one step may fall into before it is given up as not decided."""


@dataclass(slots=True)
class Takers:
    """The steps so far by which packets end their way, or leave the policy they are in.

    Steps must be put in in the order of a `Flattened`; what is asked of one concerns those before
    it. With `conditional`, those count, too, that depend on a condition. `witnesses` has, by its
    number, a packet of each step that turned out to live, `ends` the numbers of those steps by
    which packets end their way, and `work` counts the pieces that all of them fell into.
    """

    conditional: bool
    witnesses: dict[int, Point] = field(default_factory=dict)
    ends: set[int] = field(default_factory=set)
    work: int = 0
    _ends: PointIndex[Step] = field(default_factory=PointIndex)
    _leavers: dict[Scope, PointIndex[Step]] = field(default_factory=dict)
    _called: dict[int, list[Step]] = field(default_factory=dict)

    def add(self, step: Step) -> None:
        """Put in a step that ends packets' way, or by which they leave their policy."""
        if step.leaves:
            index = self._leavers.setdefault(step.scope, PointIndex())
        else:
            index = self._ends
            self.ends.add(step.number)
        for box in step.packets:
            index.add(box, step)
        if step.called:
            self._called.setdefault(id(step.rule), []).append(step)

    def taker(self, way: Way, point: Point) -> tuple[Box, Step] | None:
        """Return a step that takes `point` before it comes to the end of `way`, with its box."""
        return next(self._taking(way, point), None)

    def cover(self, step: Step) -> Way | None:
        """Return how all packets of `step` are taken before it, or None if some live.

        Raises OverLimitError.
        """
        way = Way(step, self)
        piece, *pieces = step.packets.boxes
        point, taker = corner(piece), None
        for box, candidate in self._taking(way, point):
            taker = taker or (box, candidate)
            if candidate.number < way.limit and way.is_taken_by(box, candidate):
                way.alone[id(candidate.rule)] = candidate
                if not step.called:  # then the first one alone is told of
                    way.limit = candidate.number
        if way.alone:
            return way
        for _ in range(WORK_LIMIT):
            self.work += 1
            if taker is None:
                self.witnesses[step.number] = point
                return None
            way.used.setdefault(id(taker[1].rule), (taker[1], point))
            pieces += way.rest(piece, *taker)
            if not pieces:
                return way
            piece = pieces.pop()
            point = corner(piece)
            taker = self.taker(way, point)
        raise OverLimitError

    def steps_of(self, taker: Step) -> list[Step]:
        """Return the steps so far of a taker's rule, on whichever way."""
        return self._called.get(id(taker.rule), [taker])

    def ends_at(self, point: Point) -> Iterator[list[tuple[Box, Step]]]:
        """Yield lists of all boxes of `ends` that may hold `point`, in the order of the steps."""
        return self._ends.lists_at(point)

    def _taking(self, way: Way, point: Point) -> Iterator[tuple[Box, Step]]:
        if self._leavers:
            for scope in way.step.scope.around():
                if scope in self._leavers:
                    found = self._leavers[scope].holding(point)
                    yield from (entry for entry in found if way.is_met(entry[1]))
        for entries in self._ends.lists_at(point):
            for box, step in entries:
                if step.number >= way.limit:
                    break
                if holds(box, point) and (
                    step.scope is way.step.scope or way.is_met_by(point, step)
                ):
                    yield box, step


@dataclass(slots=True)
class Way:
    """One way to a rule, and who takes its packets there.

    `alone` has the rules that take all packets of `step`, each by itself, and `used` rules that do
    it together, with a point that each takes; both are keyed by the rules' identity. Only takers
    numbered below `limit` are asked for.
    """

    step: Step
    takers: Takers
    limit: int = field(init=False)
    alone: dict[int, Step] = field(default_factory=dict)
    used: dict[int, tuple[Step, Point]] = field(default_factory=dict)
    _far_corners: list[Point] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.limit = self.step.number

    def is_met(self, taker: Step) -> bool:
        """Return whether packets that `taker` matches meet it for sure before they come here."""
        if taker.scope.holds(self.step):
            return not taker.leaves or taker.end <= self.step.number
        return not taker.leaves and (self.takers.conditional or not self._is_gated(taker))

    def is_met_by(self, point: Point, taker: Step) -> bool:
        """Return whether a packet that `taker` matches meets it before it comes here."""
        return self.is_met(taker) and not any(holds(box, point) for box in self.strayed(taker))

    def is_sure(self, later: Step) -> bool:
        """Return whether no condition has a say when packets that pass here come to `later`."""
        return not later.rule.conditions and not self._is_gated(later)

    def _is_gated(self, other: Step) -> bool:
        """Return whether a condition has a say in packets' coming to `other`, though not here."""
        gate = other.scope.gate
        return gate is not None and not gate.leads_to(self.step)

    def strayed(self, taker: Step) -> Iterator[Box]:
        """Yield what may have left the taker's policies before it, to come here all the same."""
        for scope in taker.scope.around():
            if scope.holds(self.step):
                return
            for leaver in scope.leavers:
                if leaver.end > taker.number:
                    break
                yield from leaver.packets

    def is_taken_by(self, box: Box, taker: Step) -> bool:
        """Return whether the rule of `taker`, one of whose boxes is `box`, takes every packet."""
        asked = self.step.packets.boxes
        if len(asked) == 1:
            if covers(box, asked[0]):
                return not any(intersection(asked[0], one) for one in self.strayed(taker))
        elif all(any(covers(own, one) for own in taker.packets) for one in asked) and not any(
            self.strayed(taker)
        ):
            return True
        steps = [one for one in self.takers.steps_of(taker) if one.stands_before(self.step)]
        several = len(asked) > 1 or len(steps) > 1 or len(taker.packets.boxes) > 1
        return several and self._may_suffice(steps) and self.suffice(steps)

    def _may_suffice(self, takers: Collection[Step]) -> bool:
        """Return False if some packet is soon found that `takers` do not match: one in a corner."""
        self._far_corners = self._far_corners or [*map(far_corner, self.step.packets)]
        boxes = [box for taker in takers for box in taker.packets]
        return all(any(holds(box, point) for box in boxes) for point in self._far_corners)

    def suffice(self, takers: Collection[Step]) -> bool:
        """Return whether `takers` leave nothing of the packets."""
        pieces = list(self.step.packets.boxes)
        for taker in takers:
            if self.is_met(taker):
                for box in taker.packets:
                    pieces = [rest for piece in pieces for rest in self.rest(piece, box, taker)]
        return not pieces

    def rest(self, piece: Box, box: Box, taker: Step) -> list[Box]:
        """Return what of `piece` is left when `taker` has taken what it holds of `box`."""
        strayed = tuple(one for one in self.strayed(taker) if intersection(piece, one))
        if not strayed:
            return list(difference(piece, box))
        taken = PacketSet((box,)) - PacketSet(strayed)
        return list((PacketSet((piece,)) - taken).boxes)
