"""The rules in the order in which packets meet them, with called chains unrolled in their place.

A rule that is called from two places comes twice, each time with the packets that can come that
way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fwlint.model.packetset import ANYTHING, PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule

STEP_LIMIT = 1_000_000
"""How many steps are unrolled; chains that call each other often enough have more."""


@dataclass(slots=True, eq=False)
class Scope:
    """A policy on one way to it; `leavers` are its rules by which packets left it, so far.

    Packets that leave a called policy go on in its caller, behind the rule `call`, so they still
    meet what follows there, but not what follows here. `gated` is whether a condition had a say in
    their coming here.
    """

    policy: Policy
    outer: Scope | None
    call: Rule | None = None
    gated: bool = False
    leavers: list[Step] = field(default_factory=list)

    def around(self) -> Iterator[Scope]:
        """Yield this scope and those it was called from."""
        scope: Scope | None = self
        while scope:
            yield scope
            scope = scope.outer


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """A rule on one way to it.

    `packets` holds what of the rule's packets can come this way. `decides` is ACCEPT or DENY where
    the rule, if it matches, ends the packet's way in the policy that was entered first, and None
    where it does not. `left_before` counts, for each scope from the innermost, the leavers that
    stand before it; `number` counts the steps.
    """

    number: int
    rule: Rule
    scope: Scope
    packets: PacketSet
    decides: Action | None
    left_before: tuple[int, ...]

    @property
    def leaves(self) -> bool:
        """Whether matching packets leave the policy for its caller, or for another policy."""
        return self.decides is None and self.rule.action in (Action.GOTO, Action.RETURN)


@dataclass(slots=True)
class Flattened:
    """The steps of one entry; `complete` is False when they were more than the limit."""

    policies: Mapping[str, Policy]
    entry: Policy
    steps: list[Step] = field(default_factory=list)
    complete: bool = True

    def unroll(self) -> None:
        """Take down what packets meet that enter the policy `entry`."""
        stack = [_Frame(Scope(self.entry, None), iter(self.entry.in_order()), ANYTHING)]
        called = {self.entry.name}
        while stack:
            frame = stack[-1]
            rule = next(frame.rules, None)
            if rule is None or len(self.steps) >= STEP_LIMIT:
                self.complete &= rule is None
                called.discard(stack.pop().scope.policy.name)
            elif rule.enabled:
                step = self._step(frame, rule)
                target = self.policies.get(rule.target) if rule.target else None
                if target and target.name not in called and step.packets:
                    called.add(target.name)
                    stack.append(_call(step, target))

    def _step(self, frame: _Frame, rule: Rule) -> Step:
        step = Step(
            len(self.steps),
            rule,
            frame.scope,
            rule.packets if frame.way is ANYTHING else rule.packets & frame.way,
            self._decision(frame.scope, rule),
            tuple(len(scope.leavers) for scope in frame.scope.around()),
        )
        self.steps.append(step)
        if step.leaves:
            frame.scope.leavers.append(step)
        return step

    def _decision(self, scope: Scope, rule: Rule) -> Action | None:
        action = rule.action
        if action is Action.RETURN and scope.outer is None:
            action = self.entry.default
        return _DECISIONS.get(action)


_DECISIONS = {
    Action.ACCEPT: Action.ACCEPT,
    Action.BYPASS: Action.ACCEPT,
    Action.DENY: Action.DENY,
}


@dataclass(slots=True)
class _Frame:
    """A policy under way, and the packets that came to it."""

    scope: Scope
    rules: Iterator[Rule]
    way: PacketSet


def _call(step: Step, target: Policy) -> _Frame:
    gated = bool(step.rule.conditions)
    if step.rule.action is Action.GOTO:
        scope = Scope(target, step.scope.outer, step.scope.call, gated)
    else:
        scope = Scope(target, step.scope, step.rule, gated)
    return _Frame(scope, iter(target.in_order()), step.packets)
