"""Who decides next what passes a step: found packet by packet, or by a policy that is the rest."""

from __future__ import annotations

from dataclasses import dataclass, field

from fwlint.analysis.budget import Budget
from fwlint.analysis.cover import Takers, Way
from fwlint.analysis.flatten import Flattened, Scope, Step
from fwlint.analysis.point import Point, corner
from fwlint.analysis.point_index import PORTS_FIRST, PointIndex
from fwlint.model.box import WHOLE_SPACE, Box, difference, intersection, meet
from fwlint.model.packetset import ANYTHING
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule


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

    `_others` has, for each end, the steps that may see to another, or leave it to the default.
    """

    flattened: Flattened
    _ends: PointIndex[Step] = field(init=False, default_factory=PointIndex)
    _others: dict[Action, PointIndex[Step]] = field(init=False)

    def __post_init__(self) -> None:
        self._others = {end: PointIndex(PORTS_FIRST) for end in (Action.ACCEPT, Action.DENY)}
        for step in self.flattened.steps:
            if step.decides or self._is_unknown(step) or self._is_unclear(step):
                for box in step.packets:
                    self._ends.add(box, step)
                    for end, others in self._others.items():
                        if step.decides is not end or step.rule.action is Action.RETURN:
                            others.add(box, step)

    def followers(self, step: Step, before: Takers, budget: Budget) -> Followers | None:
        """Return who decides the packets of `step` without it, or None if one may end otherwise.

        `before` has just found that `step` lives. Raises OverLimitError and UnclearError.
        """
        way = Way(step, before)
        if any(scope.call and scope.call.leaves for scope in way.open):
            raise UnclearError
        if before.witness and self._next(way, before.witness) is None:
            return None
        followers = Followers()
        pieces = list(step.packets.boxes)
        while pieces:
            budget.spend(1)
            piece = pieces.pop()
            point = corner(piece)
            if taker := before.taker(way, point):
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
        later = [one for one in self._ends.holding(point) if _is_later(one[1], step)]
        shielded = False
        for box, end in sorted(later, key=lambda one: one[1].number):
            if self._is_unclear(end) or (shielded and end.decides is not step.decides):
                raise UnclearError
            if end.decides is not step.decides:
                return None
            if way.is_sure(end):
                return box, end
            shielded |= not end.rule.conditions  # what comes to it may not come to the next
        alike = self.flattened.entry.default is step.decides
        return (WHOLE_SPACE[point.family], None) if alike else None

    def _between(self, step: Step, end: Step | None, box: Box, budget: Budget) -> Box | None:
        """Return the packets of a step before `end` by which some of `box` may end otherwise."""
        assert step.decides
        for other, one in self._others[step.decides].near(box):
            budget.spend(1)
            between = _is_later(one, step) and (end is None or one.number < end.number)
            if between and meet(other, box):
                if self._is_unclear(one):
                    raise UnclearError
                return other
        return None

    def _is_unknown(self, step: Step) -> bool:
        """Return whether a step leads where nobody knows: to a lost chain, or back to its own."""
        target = step.rule.target
        if not target:
            return step.rule.action is Action.UNKNOWN
        loops = any(scope.policy.name == target for scope in step.scope.around())
        return loops or target not in self.flattened.policies

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


def _is_later(one: Step, step: Step) -> bool:
    return one.number > step.number and one.rule is not step.rule


def _behind(scope: Scope, passed: Rule) -> tuple[Rule, ...]:
    rules = scope.policy.in_order()
    place = next(index for index, rule in enumerate(rules) if rule is passed)
    return rules[place + 1 :]


def _call(name: str, step: Step) -> Rule:
    return Rule(ANYTHING, Action.JUMP, step.rule.span, "", target=name)
