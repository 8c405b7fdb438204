"""The walk of a packet set through one policy and the policies it calls.

The walk carries the packets that *may* reach a rule. An unconditional rule takes its packets out;
a conditional one records them as a possible outcome and lets them go on, too. So every packet
leaves with all the fates it may have, whatever the conditions turn out to be; what is sure is what
has only one (`verdict`). Conditions are taken as independent of each other, which can only make a
verdict more careful, never wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fwlint.analysis.budget import Budget, OverLimitError
from fwlint.analysis.outcome import Outcome
from fwlint.analysis.remainder import Remainder
from fwlint.analysis.rule_index import rules_meeting
from fwlint.model.packetset import NOTHING, PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule

WORK_LIMIT = 2_000_000
"""What one walk may cost before it gives up and says so."""

OVER_LIMIT = "not decided within the work limit"
MISSING_TARGET = "jump to {!r}, which the export does not define"
NO_DECISION = "{} decides nothing and has no default"
LOOP = "jump to {!r}, which leads back here"

_TERMINAL = {
    Action.ACCEPT: Action.ACCEPT,
    Action.BYPASS: Action.ACCEPT,
    Action.REWRITE: Action.ACCEPT,
    Action.DENY: Action.DENY,
    Action.UNKNOWN: Action.UNKNOWN,
}


@dataclass(slots=True)
class _Frame:
    """A policy under way: `remaining` may reach its next rule, `back` will return to the caller.

    `calls` holds the rules that jumped here, that of the caller last.
    """

    policy: Policy
    rules: Iterator[Rule]
    remaining: Remainder
    calls: tuple[Rule, ...] = ()
    back: PacketSet = NOTHING
    path_conditions: tuple[str, ...] = ()

    @property
    def call(self) -> Rule | None:
        """The rule in the caller that jumped here, or None at the top."""
        return self.calls[-1] if self.calls else None


@dataclass(slots=True)
class Walk:
    """One walk; `policies` resolves the targets of jumps, and `outcomes` is its result.

    `certain` is whether no condition had a say, so that every packet has one outcome.
    """

    policies: Mapping[str, Policy]
    outcomes: list[Outcome] = field(default_factory=list)
    certain: bool = True
    stage: str = ""
    limit: int = WORK_LIMIT
    budget: Budget = field(init=False)
    under_way: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.budget = Budget(self.limit)

    def through(self, policy: Policy, packets: PacketSet) -> list[Outcome]:
        """Return every possible outcome of `packets` in `policy`, in the order they arise."""
        self.stage = policy.name
        self.under_way.add(policy.name)
        stack = [self._frame(policy, packets)]
        try:
            self._go_on(stack)
        except OverLimitError:
            for frame in stack:
                rest = frame.remaining.whole | frame.back
                self._record(frame, rest, Action.UNKNOWN, None, (OVER_LIMIT,))
        return self.outcomes

    def _frame(
        self,
        policy: Policy,
        packets: PacketSet,
        calls: tuple[Rule, ...] = (),
        path_conditions: tuple[str, ...] = (),
    ) -> _Frame:
        remaining = Remainder(packets, self.budget)
        rules = rules_meeting(policy, packets)
        return _Frame(policy, rules, remaining, calls, path_conditions=path_conditions)

    def _go_on(self, stack: list[_Frame]) -> None:
        while stack:
            frame = stack[-1]
            rule = next(frame.rules, None) if frame.remaining else None
            if rule is None:
                self._leave(stack)
            else:
                self._step(frame, rule, stack)

    def _step(self, frame: _Frame, rule: Rule, stack: list[_Frame]) -> None:
        hit = frame.remaining.within(rule.packets)
        if not hit or rule.action is Action.CONTINUE:
            return
        self.certain &= not rule.conditions
        if rule.action in _TERMINAL:
            self._record(frame, hit, _TERMINAL[rule.action], rule, ())
        elif rule.action is Action.RETURN:
            self._return(frame, rule, hit)
        else:
            self._call(frame, rule, hit, stack)
            return
        if not rule.conditions:
            frame.remaining.take(rule.packets)

    def _return(self, frame: _Frame, rule: Rule, hit: PacketSet) -> None:
        if frame.call is None:
            self._default(frame, hit, rule.conditions)
        else:
            frame.back |= hit

    def _call(self, frame: _Frame, rule: Rule, hit: PacketSet, stack: list[_Frame]) -> None:
        target = self.policies.get(rule.target)
        looping = rule.target in self.under_way
        if target is None or looping:
            why = (LOOP if looping else MISSING_TARGET).format(rule.target)
            self._record(frame, hit, Action.UNKNOWN, rule, (why,))
        else:
            self.under_way.add(target.name)
            conditions = frame.path_conditions + rule.conditions
            stack.append(self._frame(target, hit, (*frame.calls, rule), conditions))
        if not rule.conditions:
            frame.remaining.take(rule.packets)

    def _leave(self, stack: list[_Frame]) -> None:
        """Let a finished policy decide by its default, or hand back what returned from it."""
        frame = stack[-1]
        left = frame.remaining.packets()
        if frame.call is None or frame.policy.default is not Action.RETURN:
            if left:
                self._default(frame, left, ())
        else:
            frame.back |= left
        self.under_way.discard(frame.policy.name)
        if frame.call is None or not frame.back:
            stack.pop()
            return
        caller = stack[-2]
        if frame.call.action is Action.JUMP:
            if not frame.call.conditions:  # else they have never left
                rest = caller.remaining.packets() | frame.back
                caller.remaining = Remainder(rest, self.budget)
        elif caller.call is None:
            self._default(caller, frame.back, ())
        else:
            caller.back |= frame.back
        stack.pop()

    def _default(self, frame: _Frame, packets: PacketSet, conditions: tuple[str, ...]) -> None:
        policy = frame.policy
        action = _TERMINAL.get(policy.default)
        if action is None:
            action, conditions = Action.UNKNOWN, (*conditions, NO_DECISION.format(policy.name))
        self._record(frame, packets, action, None, conditions + policy.default_conditions)

    def _record(
        self,
        frame: _Frame,
        packets: PacketSet,
        action: Action,
        rule: Rule | None,
        more: tuple[str, ...],
    ) -> None:
        conditions = frame.path_conditions + (rule.conditions if rule else ()) + more
        self.outcomes.append(
            Outcome(packets, action, frame.policy, rule, conditions, self.stage, frame.calls)
        )
