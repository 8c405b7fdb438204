"""Who decides next what passes a step: found packet by packet, or by a policy that is the rest."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import merge
from itertools import chain, islice

from fwlint.analysis.budget import Budget
from fwlint.analysis.cover import Takers, Way
from fwlint.analysis.flatten import Flattened, Scope, Step
from fwlint.analysis.point import Point, corner, holds
from fwlint.analysis.point_index import ADDRESSES_FIRST, PORTS_FIRST, PointIndex
from fwlint.model.box import ANY_PORT, WHOLE_SPACE, Box, difference, intersection, meet
from fwlint.model.packetset import ANYTHING
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule

Coordinates = tuple[str, ...]
Entry = tuple[Box, Step]


class UnclearError(Exception):
    """Packets that may leave a chain between two steps; only a walk tells where they go on."""


@dataclass(slots=True)
class Followers:
    """Rules that, each for some packets of a step, decide the same next; `by_default`, the default.

    Both are keyed by the rules' identity.
    """

    rules: dict[int, Rule] = field(default_factory=dict)
    by_default: bool = False

    def add(self, rule: Rule | None) -> None:
        """Add who decides: a rule, or the default where it is None or returns to it."""
        if rule is None or rule.action is Action.RETURN:
            self.by_default = True
        else:
            self.rules[id(rule)] = rule


@dataclass(slots=True)
class After:
    """The steps of `flattened`, indexed by packets, to be asked what follows one of them.

    `before` has those that surely take packets, and `_unsure` others that may, or lead elsewhere.
    `_freed` has those that only a rule before them keeps from it, by the identity of that rule.
    `_others` has, for each end and order of coordinates that was asked for, the steps that may see
    to another, or leave it to the default.
    """

    flattened: Flattened
    before: Takers
    covers: Mapping[int, Collection[Rule]]
    _beside: frozenset[int] = field(init=False)
    _unsure: PointIndex[Step] = field(init=False)
    _freed: dict[int, PointIndex[Step]] = field(default_factory=dict)
    _others: dict[tuple[Action, Coordinates], PointIndex[Step]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._beside = frozenset(
            id(step.rule)
            for step in self.flattened.steps
            if not step.called and not step.leaves and not step.rule.conditions
        )
        self._unsure = _indexed(
            step
            for step in self.flattened.steps
            if step.number not in self.before.ends
            and self._may_end(step)
            and not self._is_kept_dead(step)
        )

    def _is_kept_dead(self, step: Step) -> bool:
        """Return whether rules beside a dead one see to it that it is; take it down under each.

        Without any other rule it is dead all the same, so nobody needs to look for it.
        """
        cover = () if step.called else self.covers.get(id(step.rule), ())
        if not all(id(rule) in self._beside for rule in cover):
            return False
        for rule in cover:
            index = self._freed.setdefault(id(rule), PointIndex())
            for box in step.packets:
                index.add(box, step)
        return bool(cover)

    def _may_end(self, step: Step) -> bool:
        writes = step.rule.tagging is not None  # by which packets may end otherwise further on
        return bool(step.decides or writes or self._is_unknown(step) or self._is_unclear(step))

    def _others_near(self, end: Action, box: Box) -> Iterator[list[Entry]]:
        order = ADDRESSES_FIRST if box.destination_port is ANY_PORT else PORTS_FIRST
        if (end, order) not in self._others:
            others = (
                step
                for step in self.flattened.steps
                if self._may_end(step)
                and (step.decides is not end or step.rule.action is Action.RETURN)
            )
            self._others[end, order] = _indexed(others, order)
        return self._others[end, order].lists_near(box)

    def followers(self, step: Step, budget: Budget) -> Followers | None:
        """Return who decides the packets of `step` without it, or None if one may end otherwise.

        There are no followers if no packets come as far as the step. Raises OverLimitError and
        UnclearError.
        """
        way = Way(step, self.before)
        if step.scope.by_goto:
            raise UnclearError
        witness = self.before.witnesses.get(step.number)
        if witness and self._next(way, witness) is None:
            return None
        followers = Followers()
        pieces = list(reversed(step.packets.boxes))
        while pieces:
            budget.spend(1)
            piece = pieces.pop()
            point = corner(piece)
            if taker := self.before.taker(way, point):
                pieces += way.rest(piece, *taker)
            elif found := self._next(way, point):
                box, end = found
                pieces += difference(piece, box)
                alike = intersection(piece, box)
                assert alike  # it holds the point
                if other := self._between(step, end, alike, budget):
                    apart = intersection(alike, other)
                    pieces += [*difference(alike, other), *([apart] if apart else [])]
                else:
                    followers.add(end.rule if end else None)
            else:
                return None
        return followers

    def _next(self, way: Way, point: Point) -> tuple[Box, Step | None] | None:
        """Return what surely decides `point` next and alike, or None where it may end otherwise."""
        step = way.step
        shielded = False
        for box, end in self._later(step, point):
            if self._is_unclear(end) or (shielded and end.decides is not step.decides):
                raise UnclearError
            if end.decides is not step.decides:
                return None
            if way.is_sure(end):
                return box, end
            shielded |= not end.rule.conditions  # what comes to it may not come to the next
        alike = self.flattened.entry.default is step.decides
        return (WHOLE_SPACE[point.family], None) if alike else None

    def _later(self, step: Step, point: Point) -> Iterator[tuple[Box, Step]]:
        """Yield the later steps that may decide `point`, in their order, each with its box."""
        number, lists = step.number, chain(self.before.ends_at(point), self._unsure.lists_at(point))
        if freed := self._freed.get(id(step.rule)):
            lists = chain(lists, freed.lists_at(point))
        ahead = [_between(one, number) for one in lists if one[-1][1].number > number]
        for box, later in merge(*ahead, key=_number) if len(ahead) > 1 else chain(*ahead):
            if holds(box, point) and later.rule is not step.rule:
                yield box, later

    def _between(self, step: Step, end: Step | None, box: Box, budget: Budget) -> Box | None:
        """Return the packets of a step before `end` by which some of `box` may end otherwise."""
        assert step.decides
        stop = end.number if end else len(self.flattened.steps)
        for entries in self._others_near(step.decides, box):
            budget.spend(1)
            for other, one in _between(entries, step.number, stop):
                budget.spend(1)
                if one.rule is not step.rule and meet(other, box):
                    if self._is_unclear(one):
                        raise UnclearError
                    return other
        return None

    def _is_unknown(self, step: Step) -> bool:
        """Return whether a step leads where nobody knows: to a lost chain, or back to its own."""
        target = step.rule.target
        if not target:
            return step.rule.action is Action.UNKNOWN
        return step.number in self.flattened.loops or target not in self.flattened.policies

    def _is_unclear(self, step: Step) -> bool:
        """Return whether packets may leave by a step, or be decided at the end of its call."""
        if step.leaves or (step.rule.action is Action.RETURN and step.rule.conditions):
            return True
        target = self.flattened.policies.get(step.rule.target)
        return target is not None and target.default is not Action.RETURN

    def tails(self, step: Step) -> tuple[dict[str, Policy], str]:
        """Return policies that go on as packets do which pass `step`, and the key of the first.

        Each bears the name of the policy that it is the rest of.
        """
        entry = self.flattened.entry
        tails: dict[str, Policy] = {}
        inner = ""
        for scope, call in step.scope.resumptions():
            rules = _behind(scope, call.rule if call else step.rule)
            if inner:
                rules = (_call(inner, step), *rules)
            inner = f"after {step.number}.{len(tails)}"
            default = Action.RETURN if scope.back else entry.default
            name, span = scope.policy.name, scope.policy.span
            tails[inner] = Policy(name, rules, default, entry.default_text, span)
        return tails, inner


def _indexed(steps: Iterable[Step], order: Coordinates = ADDRESSES_FIRST) -> PointIndex[Step]:
    index: PointIndex[Step] = PointIndex(order)
    for step in steps:
        for box in step.packets:
            index.add(box, step)
    return index


def _number(entry: Entry) -> int:
    return entry[1].number


def _between(entries: list[Entry], first: int, stop: int | None = None) -> Iterator[Entry]:
    """Yield those entries, which are in order, that have numbers behind `first` and before `stop`.

    A list may be long: that of the fragments that many rules for single ports let pass, say.
    """
    start = bisect_right(entries, first, key=_number)
    end = len(entries) if stop is None else bisect_left(entries, stop, lo=start, key=_number)
    return islice(entries, start, end)


def _behind(scope: Scope, passed: Rule) -> tuple[Rule, ...]:
    rules = scope.policy.in_order()
    place = next(index for index, rule in enumerate(rules) if rule is passed)
    return rules[place + 1 :]


def _call(name: str, step: Step) -> Rule:
    return Rule(ANYTHING, Action.JUMP, step.rule.span, "", target=name)
