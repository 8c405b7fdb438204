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
DEPTH_LIMIT = 100
"""How many calls within each other are unrolled; nf_tables takes 15 of them."""


@dataclass(slots=True, eq=False)
class Scope:
    """A policy on one way to it: behind the step `call`, or entered first.

    Packets that leave it go on in the scope `back`, so they still meet what follows there, but not
    what follows here; where there is none, the policy that was entered first decides them by its
    default. `leavers` are the steps by which they leave it, so far. `by_goto` is whether a goto
    leads here, or to a scope around, and `gate` the innermost call by which packets come here only
    under a condition.
    """

    policy: Policy
    call: Step | None = None
    leavers: list[Step] = field(default_factory=list)
    depth: int = field(init=False, default=0)
    back: Scope | None = field(init=False, default=None)
    by_goto: bool = field(init=False, default=False)
    gate: Step | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        if self.call:
            outer = self.call.scope
            self.depth = outer.depth + 1
            self.back = outer.back if self.call.rule.action is Action.GOTO else outer
            self.by_goto = self.call.leaves or outer.by_goto
            self.gate = self.call if self.call.rule.conditions else outer.gate

    def holds(self, step: Step) -> bool:
        """Return whether a step stands in this policy, or in one that it calls."""
        return self.call is None or self.call.leads_to(step)

    def around(self) -> Iterator[Scope]:
        """Yield this scope and those that its call stands in."""
        scope = self
        while True:
            yield scope
            if scope.call is None:
                return
            scope = scope.call.scope

    def resumptions(self) -> Iterator[tuple[Scope, Step | None]]:
        """Yield this scope and those its leavers go on in, each with the call they go on behind."""
        scope, call = self, None
        while True:
            yield scope, call
            while scope.call and scope.call.rule.action is Action.GOTO:
                scope = scope.call.scope
            if scope.call is None:
                return
            scope, call = scope.call.scope, scope.call


@dataclass(slots=True, eq=False)
class Step:
    """A rule on one way to it.

    `packets` holds what of the rule's packets can come this way. `decides` is ACCEPT, DENY or
    REWRITE where the rule, if it matches, ends the packet's way in the policy that was entered
    first, and None where it does not. `number` counts the steps of `entry`, the policy entered
    first, and `end` is the first number behind those of the chain that the rule calls.
    """

    entry: Policy
    number: int
    rule: Rule
    scope: Scope
    packets: PacketSet
    decides: Action | None
    end: int

    def leads_to(self, other: Step) -> bool:
        """Return whether `other` stands in the chain that this rule calls, or in one further on."""
        return self.number < other.number < self.end

    def stands_before(self, other: Step) -> bool:
        """Return whether packets that enter the same policy come here before they come there."""
        return self.entry is other.entry and self.number < other.number

    @property
    def called(self) -> bool:
        """Whether the rule stands in a policy that others call; it may have several ways."""
        return self.scope.policy is not self.entry

    @property
    def leaves(self) -> bool:
        """Whether matching packets leave the policy for its caller, or for another policy."""
        return self.decides is None and self.rule.action in (Action.GOTO, Action.RETURN)


@dataclass(slots=True)
class Flattened:
    """The steps of one entry; `complete` is False when they were more, or deeper, than the limits.

    `loops` has the numbers of those that call a policy they are in.
    """

    policies: Mapping[str, Policy]
    entry: Policy
    steps: list[Step] = field(default_factory=list)
    complete: bool = True
    loops: set[int] = field(default_factory=set)

    def unroll(self) -> None:
        """Take down what packets meet that enter the policy `entry`."""
        stack = [_Frame(Scope(self.entry), iter(self.entry.in_order()), ANYTHING)]
        called = {self.entry.name}
        while stack:
            frame = stack[-1]
            rule = next(frame.rules, None)
            if rule is None or len(self.steps) >= STEP_LIMIT:
                self.complete &= rule is None
                self._close(stack.pop().scope)
                called.discard(frame.scope.policy.name)
            elif rule.enabled:
                step = self._step(frame, rule)
                if rule.target in called:
                    self.loops.add(step.number)
                target = self.policies.get(rule.target) if rule.target else None
                if target and target.name not in called and step.packets:
                    if frame.scope.depth == DEPTH_LIMIT:
                        self.complete = False
                        continue
                    called.add(target.name)
                    stack.append(_Frame(Scope(target, step), iter(target.in_order()), step.packets))

    def _close(self, scope: Scope) -> None:
        if scope.call:
            scope.call.end = len(self.steps)

    def _step(self, frame: _Frame, rule: Rule) -> Step:
        step = Step(
            self.entry,
            len(self.steps),
            rule,
            frame.scope,
            rule.packets if frame.way is ANYTHING else rule.packets & frame.way,
            self._decision(frame.scope, rule),
            len(self.steps) + 1,
        )
        self.steps.append(step)
        if step.leaves:
            frame.scope.leavers.append(step)
        return step

    def _decision(self, scope: Scope, rule: Rule) -> Action | None:
        action = rule.action
        if action is Action.RETURN and scope.back is None:
            action = self.entry.default
        return _DECISIONS.get(action)


_DECISIONS = {
    Action.ACCEPT: Action.ACCEPT,
    Action.BYPASS: Action.ACCEPT,
    Action.DENY: Action.DENY,
    Action.REWRITE: Action.REWRITE,
}


@dataclass(slots=True)
class _Frame:
    """A policy under way, and the packets that came to it."""

    scope: Scope
    rules: Iterator[Rule]
    way: PacketSet
