"""What comes after a step: a quick glance at who decides next, and the rest as a policy."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from fwlint.analysis.cover import Takers
from fwlint.analysis.flatten import Flattened, Scope, Step
from fwlint.analysis.point_index import Point, PointIndex, corner
from fwlint.model.box import intersection
from fwlint.model.packetset import ANYTHING
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule


class Glance(Enum):
    """What a look at single packets says of a rule."""

    NEEDED = auto()
    """Some packet would end otherwise without it."""
    BY_DEFAULT = auto()
    """No rule after it speaks of its packets, and the default decides the same."""
    UNCLEAR = auto()
    """That takes a walk to see."""


@dataclass(slots=True)
class After:
    """The steps of `flattened`, indexed by packets, to be asked what follows one of them."""

    flattened: Flattened
    _flat: bool = field(init=False)
    _ends: PointIndex[Step] = field(init=False, default_factory=PointIndex)

    def __post_init__(self) -> None:
        self._flat = not any(step.rule.target for step in self.flattened.steps)
        for step in self.flattened.steps if self._flat else ():
            if step.decides or step.rule.action is Action.UNKNOWN:
                for box in step.packets:
                    self._ends.add(box, step)

    def glance(self, step: Step, before: Takers) -> Glance:
        """Return what the quick look says of `step`, which `before` has just found to live.

        Where chains are called, a single look does not tell who decides next.
        """
        if not self._flat:
            return Glance.UNCLEAR
        if before.witness and self._next(step, before.witness) is not step.decides:
            return Glance.NEEDED
        alone = True
        for box in step.packets:
            for other, end in self._ends.crossing(box):
                if end.number <= step.number:
                    continue
                if end.decides is step.decides:
                    alone = False
                    continue
                shared = intersection(box, other)
                assert shared  # that is what crossing means
                point = corner(shared)
                live = not before.takes(step, point)
                needed = live and self._next(step, point) is not step.decides
                return Glance.NEEDED if needed else Glance.UNCLEAR
        alike = self.flattened.entry.default is step.decides
        return Glance.BY_DEFAULT if alike and alone else Glance.UNCLEAR

    def _next(self, step: Step, point: Point) -> Action | None:
        """Return what decides `point` next after `step`, or None where that is not known."""
        later = [end for _, end in self._ends.holding(point) if end.number > step.number]
        if not later:
            return self.flattened.entry.default
        return min(later, key=lambda end: end.number).decides

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


def _behind(scope: Scope, passed: Rule) -> tuple[Rule, ...]:
    rules = scope.policy.in_order()
    place = next(index for index, rule in enumerate(rules) if rule is passed)
    return rules[place + 1 :]


def _call(name: str, step: Step) -> Rule:
    return Rule(ANYTHING, Action.JUMP, step.rule.span, "", target=name)
