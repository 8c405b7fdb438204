"""The walk of a packet set through one policy and the policies it calls.

The walk carries the packets that *may* reach a rule. An unconditional rule takes its packets out;
a conditional one records them as a possible outcome and lets them go on, too. So every packet
leaves with all the fates it may have, whatever the conditions turn out to be; what is sure is what
has only one (`verdict`). Conditions are taken as independent of each other, which can only make a
verdict more careful, never wrong.

Packets go in groups that have the same tag, as far as it is known. A rule that writes tags moves
those that it matches to another group; what a rule asks of tags is decided group by group, and is
a condition like any other where too little is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fwlint.analysis.budget import Budget, OverLimitError
from fwlint.analysis.frame import Frame, Hit
from fwlint.analysis.outcome import Call, Outcome
from fwlint.analysis.rule_index import rules_meeting
from fwlint.analysis.tagged import Tagged
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule
from fwlint.model.tag import NOTHING_KNOWN, Tag, Tagging

WORK_LIMIT = 2_000_000
"""What one walk may cost before it gives up and says so."""

OVER_LIMIT = "not decided within the work limit"
MISSING_TARGET = "jump to {!r}, which the export does not define"
NO_DECISION = "{} decides nothing and has no default"
CLAIMED = "a rule before may have given the packet a connection, and then it is tracked"
LOOP = "jump to {!r}, which leads back here"

_TERMINAL = {
    Action.ACCEPT: Action.ACCEPT,
    Action.BYPASS: Action.ACCEPT,
    Action.REWRITE: Action.ACCEPT,
    Action.DENY: Action.DENY,
    Action.UNKNOWN: Action.UNKNOWN,
}


@dataclass(slots=True)
class Walk:
    """One walk; `policies` resolves the targets of jumps, and `outcomes` is its result.

    `certain` is whether no condition had a say, so that every packet has one outcome. `wrote` is
    whether some rule may have written on a tag.
    """

    policies: Mapping[str, Policy]
    outcomes: list[Outcome] = field(default_factory=list)
    certain: bool = True
    wrote: bool = False
    stage: str = ""
    limit: int = WORK_LIMIT
    budget: Budget = field(init=False)
    under_way: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.budget = Budget(self.limit)

    def through(
        self, policy: Policy, packets: PacketSet, tag: Tag = NOTHING_KNOWN
    ) -> list[Outcome]:
        """Return every possible outcome of `packets` in `policy`, in the order they arise."""
        self.stage = policy.name
        self.under_way.add(policy.name)
        stack = [self._frame(policy, {tag: packets})]
        try:
            self._go_on(stack)
        except OverLimitError:
            for frame in stack:
                for rest in (frame.remaining.whole(), *frame.back.values()):
                    hit = Hit(NOTHING_KNOWN, rest, (OVER_LIMIT,))
                    self._record(frame, hit, Action.UNKNOWN, None)
        return self.outcomes

    def _frame(self, policy: Policy, groups: Mapping[Tag, PacketSet]) -> Frame:
        remaining = Tagged(self.budget)
        for tag, packets in groups.items():
            remaining.put(tag, packets)
        return Frame(policy, rules_meeting(policy, remaining.whole()), remaining)

    def _go_on(self, stack: list[Frame]) -> None:
        while stack:
            frame = stack[-1]
            rule = next(frame.rules, None) if frame.remaining else None
            if rule is None:
                self._leave(stack)
            else:
                self._step(frame, rule, stack)

    def _step(self, frame: Frame, rule: Rule, stack: list[Frame]) -> None:
        hits = frame.hits(rule)
        if hits and rule.tagging:
            self._write(frame, rule, rule.tagging, hits)
            hits = frame.hits(rule)
        if not hits or rule.action is Action.CONTINUE:
            return
        if rule.action in (Action.JUMP, Action.GOTO):
            self._call(frame, rule, hits, stack)
            return
        for hit in hits:
            self.certain &= not hit.conditions
            if rule.action is Action.RETURN:
                self._return(frame, hit)
            else:
                self._record(frame, hit, _TERMINAL[rule.action], rule)
            if not hit.conditions:
                frame.take(hit, rule)

    def _write(self, frame: Frame, rule: Rule, tagging: Tagging, hits: list[Hit]) -> None:
        """Give the packets of `hits` the tags that the rule writes, all at once."""
        self.wrote = True
        moved = []
        for hit in hits:
            if tagging.untrack and hit.tag.claimed is None:
                self.certain = False
                self._record(frame, hit, Action.UNKNOWN, rule, (CLAIMED,))
                continue
            tag = hit.tag.written(tagging)
            if tag.untracked != hit.tag.untracked and (hit.conditions or frame.path_conditions):
                self.certain = False
                self._record(frame, hit, Action.UNKNOWN, rule)
                continue
            if hit.conditions:
                tag = tag.agreed(hit.tag)
            if tag != hit.tag:
                frame.take(hit, rule)
                moved.append((tag, hit.packets))
        for tag, packets in moved:
            frame.remaining.put(tag, packets)

    def _return(self, frame: Frame, hit: Hit) -> None:
        if frame.call is None:
            self._default(frame, hit)
        else:
            frame.give_back([(hit.tag, hit.packets)])

    def _call(self, frame: Frame, rule: Rule, hits: list[Hit], stack: list[Frame]) -> None:
        """Go through another policy, under a condition where one of `hits` has it."""
        target = self.policies.get(rule.target)
        looping = rule.target in self.under_way
        under = tuple(dict.fromkeys(word for hit in hits for word in hit.conditions))
        self.certain &= not under
        if target is None or looping:
            why = (LOOP if looping else MISSING_TARGET).format(rule.target)
            for hit in hits:
                self._record(frame, hit, Action.UNKNOWN, rule, (why,))
        else:
            self.under_way.add(target.name)
            called = self._frame(target, {hit.tag: hit.packets for hit in hits})
            called.call = Call(rule, under, frame.call)
            stack.append(called)
        if not under:
            for hit in hits:
                frame.take(hit, rule)

    def _leave(self, stack: list[Frame]) -> None:
        """Let a finished policy decide by its default, or hand back what returned from it."""
        frame = stack[-1]
        if frame.call is None or frame.policy.default is not Action.RETURN:
            self._default_all(frame, frame.remaining.packets())
        else:
            frame.give_back(frame.remaining.packets())
        self.under_way.discard(frame.policy.name)
        if frame.call and frame.back:
            caller = stack[-2]
            if frame.call.rule.action is Action.JUMP:
                self._resume(caller, frame)
            elif caller.call is None:
                self._default_all(caller, frame.back.items())
            else:
                caller.give_back(frame.back.items())
        stack.pop()

    def _resume(self, caller: Frame, frame: Frame) -> None:
        """Let the packets that returned from `frame` go on behind the call."""
        for tag, packets in frame.back.items():
            place = caller.remaining.places.get(tag)
            if (
                frame.call and frame.call.under and place
            ):  # those that were not written on have never left
                if len(caller.remaining.places) == 1:
                    continue
                packets -= place.within(packets)
            caller.remaining.put(tag, packets)

    def _default_all(self, frame: Frame, groups: Iterable[tuple[Tag, PacketSet]]) -> None:
        for tag, packets in groups:
            self._default(frame, Hit(tag, packets, ()))

    def _default(self, frame: Frame, hit: Hit) -> None:
        policy = frame.policy
        action = _TERMINAL.get(policy.default)
        more = policy.default_conditions
        if action is None:
            action, more = Action.UNKNOWN, (NO_DECISION.format(policy.name), *more)
        self._record(frame, hit, action, None, more)

    def _record(
        self,
        frame: Frame,
        hit: Hit,
        action: Action,
        rule: Rule | None,
        more: tuple[str, ...] = (),
    ) -> None:
        conditions = frame.path_conditions + hit.conditions + more
        self.outcomes.append(
            Outcome(
                hit.packets,
                action,
                frame.policy,
                rule,
                conditions,
                self.stage,
                frame.call,
                hit.tag,
            )
        )
