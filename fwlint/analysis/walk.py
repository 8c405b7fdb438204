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

from fwlint.analysis.outcome import Outcome
from fwlint.analysis.rule_index import rules_meeting
from fwlint.model.packetset import NOTHING, PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule

WORK_LIMIT = 1_000_000
"""Pairs of boxes one walk may compare before it gives up and says so."""

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

    `call` is the rule in the caller that jumped here, or None at the top.
    """

    policy: Policy
    rules: Iterator[Rule]
    remaining: PacketSet
    call: Rule | None = None
    back: PacketSet = NOTHING
    path_conditions: tuple[str, ...] = ()


@dataclass(slots=True)
class Walk:
    """One walk; `policies` resolves the targets of jumps, and `outcomes` is its result.

    `certain` is whether no condition had a say, so that every packet has one outcome.
    """

    policies: Mapping[str, Policy]
    outcomes: list[Outcome] = field(default_factory=list)
    certain: bool = True
    stage: str = ""
    work: int = 0
    limit: int = WORK_LIMIT
    under_way: set[str] = field(default_factory=set)

    def through(self, policy: Policy, packets: PacketSet) -> list[Outcome]:
        """Return every possible outcome of `packets` in `policy`, in the order they arise."""
        self.stage = policy.name
        self.under_way.add(policy.name)
        stack = [_Frame(policy, rules_meeting(policy, packets), packets)]
        while stack:
            frame = stack[-1]
            rule = next(frame.rules, None) if frame.remaining else None
            if rule is None:
                stack.pop()
                self.under_way.discard(frame.policy.name)
                self._leave(frame, stack)
            elif rule.enabled:
                self._step(frame, rule, stack)
        return self.outcomes

    def _step(self, frame: _Frame, rule: Rule, stack: list[_Frame]) -> None:
        self.work += len(frame.remaining.boxes) * len(rule.packets.boxes)
        if self.work > self.limit:
            self._give_up(stack)
            return
        hit = frame.remaining & rule.packets
        if not hit or rule.action is Action.CONTINUE:
            return
        self.certain &= not rule.conditions
        self.work += len(frame.remaining.boxes) * len(hit.boxes)
        if rule.action in _TERMINAL:
            self._record(frame, hit, _TERMINAL[rule.action], rule, ())
        elif rule.action is Action.RETURN:
            self._return(frame, rule, hit)
        else:
            self._call(frame, rule, hit, stack)
            return
        if not rule.conditions:
            frame.remaining -= rule.packets

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
            if not rule.conditions:
                frame.remaining -= rule.packets
            return
        if not rule.conditions:
            frame.remaining -= rule.packets
        self.under_way.add(target.name)
        conditions = frame.path_conditions + rule.conditions
        stack.append(
            _Frame(target, rules_meeting(target, hit), hit, rule, path_conditions=conditions)
        )

    def _leave(self, frame: _Frame, stack: list[_Frame]) -> None:
        """Let a finished policy decide by its default, or hand back what returned from it."""
        if frame.call is None or frame.policy.default is not Action.RETURN:
            if frame.remaining:
                self._default(frame, frame.remaining, ())
        else:
            frame.back |= frame.remaining
        if frame.call is None or not frame.back:
            return
        caller = stack[-1]
        if frame.call.action is Action.JUMP:
            if not frame.call.conditions:  # else they have never left
                caller.remaining |= frame.back
        elif caller.call is None:
            self._default(caller, frame.back, ())
        else:
            caller.back |= frame.back

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
        self.outcomes.append(Outcome(packets, action, frame.policy, rule, conditions, self.stage))

    def _give_up(self, stack: list[_Frame]) -> None:
        """Record everything under way as undecided, and end the walk."""
        for frame in stack:
            rest = frame.remaining | frame.back
            if rest:
                self._record(frame, rest, Action.UNKNOWN, None, (OVER_LIMIT,))
        stack.clear()
