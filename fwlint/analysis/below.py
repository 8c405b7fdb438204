"""Redundancy from below: rules without which nothing changes, for what comes after decides alike.

A rule is needless where each packet that it takes would surely meet the same end without it. One
packet that would not is enough to keep the rule, and most rules show theirs at once; the others are
walked through what comes after them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from fwlint.analysis.after import After, Glance
from fwlint.analysis.cover import OverLimitError, Takers
from fwlint.analysis.flatten import Flattened, Step
from fwlint.analysis.outcome import Outcome
from fwlint.analysis.uncollected import uncollected
from fwlint.analysis.walk import OVER_LIMIT, Walk
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule

WORK_LIMIT = 300_000
"""Pairs of boxes that all walks of one search may compare before further rules are given up."""
WALK_LIMIT = 30_000
"""Pairs of boxes that a single one of them may compare."""


@dataclass(frozen=True, slots=True)
class NeedlessRule:
    """A rule that could go. `followers` are the later rules that decide the same for its packets.

    `by_default` is whether the policy's default decides some of them.
    """

    policy: Policy
    rule: Rule
    followers: tuple[Rule, ...]
    by_default: bool


Undecided = tuple[tuple[Policy, Rule], ...]


def needless_rules(
    policies: Mapping[str, Policy], entries: Sequence[str]
) -> tuple[tuple[NeedlessRule, ...], Undecided]:
    """Return the needless rules of the policies that packets enter, and those not decided.

    `entries` is as for `dead_rules`. Only unconditional rules that accept or deny are looked at,
    and dead rules are left to `dead_rules`. A rule on several ways is needless if it is on each.
    """
    search = _Search(policies)
    with uncollected():
        for name in dict.fromkeys(entries):
            if name in policies:
                search.enter(Flattened(policies, policies[name]))
    needless, undecided = [], []
    for policy in policies.values():
        for rule in policy.rules:
            state = search.states.get(id(rule))
            if state and state.undecided and not state.needed:
                undecided.append((policy, rule))
            elif state and state.lives and not state.needed:
                followers = tuple(state.followers.values())
                needless.append(NeedlessRule(policy, rule, followers, state.by_default))
    return tuple(needless), tuple(undecided)


@dataclass(slots=True)
class _State:
    """What is known of a rule from the ways to it that were searched."""

    lives: bool = False
    needed: bool = False
    undecided: bool = False
    by_default: bool = False
    followers: dict[int, Rule] = field(default_factory=dict)


@dataclass(slots=True)
class _Search:
    """The search through all entries; `states` is keyed by the identity of rules."""

    policies: Mapping[str, Policy]
    states: dict[int, _State] = field(default_factory=dict)
    work: int = 0

    def enter(self, flattened: Flattened) -> None:
        """Search the rules of one entry in the order of its steps."""
        flattened.unroll()
        before = Takers(conditional=False)
        after = After(flattened)
        for step in flattened.steps:
            if _is_candidate(step):
                state = self.states.setdefault(id(step.rule), _State())
                if not state.needed:
                    self._judge(step, state, before, after)
            if not step.rule.conditions and (step.decides or step.leaves):
                before.add(step)

    def _judge(self, step: Step, state: _State, before: Takers, after: After) -> None:
        state.undecided |= not after.flattened.complete
        try:
            if before.cover(step):
                return
            state.lives = True
            match after.glance(step, before):
                case Glance.NEEDED:
                    state.needed = True
                case Glance.BY_DEFAULT:
                    state.by_default = True
                case Glance.UNCLEAR:
                    self._walk(step, state, before, after)
        except OverLimitError:
            state.undecided = True

    def _walk(self, step: Step, state: _State, before: Takers, after: After) -> None:
        """Walk the rule's packets through what comes after it, and see whether all end alike."""
        if self.work > WORK_LIMIT:
            raise OverLimitError
        tails, entry = after.tails(step)
        walk = Walk({**self._without(step), **tails}, limit=WALK_LIMIT)
        fates = walk.through(tails[entry], step.packets)
        self.work += walk.work
        if any(OVER_LIMIT in fate.conditions for fate in fates):
            raise OverLimitError
        for fate in sorted(fates, key=lambda fate: _same_end(fate, step)):
            if before.cover(replace(step, packets=fate.packets)):
                continue  # none of these comes as far as the rule
            if not _same_end(fate, step):
                state.needed = True
                return
            if fate.rule:
                state.followers[id(fate.rule)] = fate.rule
            state.by_default |= fate.rule is None

    def _without(self, step: Step) -> dict[str, Policy]:
        """Return the policies as they would be without the rule; others may call it again."""
        policies = dict(self.policies)
        if step.called:
            policy = step.scope.policy
            rest = tuple(rule for rule in policy.rules if rule is not step.rule)
            policies[policy.name] = replace(policy, rules=rest)
        return policies


def _is_candidate(step: Step) -> bool:
    if step.rule.conditions or not step.packets:
        return False
    if step.called and step.rule.action is Action.RETURN:  # which decides nothing on other ways
        return False
    return step.decides in (Action.ACCEPT, Action.DENY)


def _same_end(fate: Outcome, step: Step) -> bool:
    rewritten = fate.rule is not None and fate.rule.rewrite is not None
    return fate.action is step.decides and not rewritten
