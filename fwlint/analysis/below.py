"""Redundancy from below: rules without which nothing changes, for what comes after decides alike.

A rule is needless where each packet that it takes would surely meet the same end without it. One
packet that would not is enough to keep the rule, and most rules show theirs at once. Where packets
may leave a chain behind the rule, all of them are walked through what comes after it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from fwlint.analysis.after import After, UnclearError
from fwlint.analysis.budget import Budget, OverLimitError
from fwlint.analysis.cover import Takers
from fwlint.analysis.dead_rules import Deadness
from fwlint.analysis.flatten import Flattened, Step
from fwlint.analysis.outcome import Outcome
from fwlint.analysis.walk import OVER_LIMIT, Walk
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule
from fwlint.model.uncollected import uncollected

RULE_LIMIT = 50_000
"""Boxes that may be looked at for what follows one rule before it is given up as not decided."""
WALK_LIMIT = 300_000
"""What a walk behind one rule may cost."""
PASSED_OVER = 4
"""How many rules and policies a walk passes over at the cost of one box."""
WORK_LIMIT = 3_000_000
"""What one search may cost before further rules are given up."""


@dataclass(frozen=True, slots=True)
class NeedlessRule:
    """A rule that could go, as `followers`, later rules, decide the same for its packets.

    Each does so for some of them, and together they do for all; `by_default` is whether they need
    the policy's default.
    """

    policy: Policy
    rule: Rule
    followers: tuple[Rule, ...]
    by_default: bool


Undecided = tuple[tuple[Policy, Rule], ...]


@uncollected()
def needless_rules(
    policies: Mapping[str, Policy],
    deadness: Deadness,
    decisions: Collection[Action] = (Action.ACCEPT,),
) -> tuple[tuple[NeedlessRule, ...], Undecided]:
    """Return the needless rules of the policies that packets enter, and those not decided.

    `deadness` is what `dead_rules` found in `policies`; dead rules are left to it. Only
    unconditional rules are looked at that see to one of `decisions`, ACCEPT or DENY; a denial may
    stand there for the way in which it refuses and logs. A rule on several ways is needless if it
    is on each.
    """
    dead = frozenset(id(one.rule) for one in deadness.dead if not one.conditional)
    covers = {id(one.rule): one.cover for one in deadness.dead if not one.conditional}
    search = _Search(policies, decisions, dead, covers)
    for flattened, before in deadness.searched:
        search.enter(flattened, before)
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
    """The search through all entries; `states` is keyed by the identity of rules, as is `dead`."""

    policies: Mapping[str, Policy]
    decisions: Collection[Action]
    dead: frozenset[int]
    covers: Mapping[int, Collection[Rule]]
    states: dict[int, _State] = field(default_factory=dict)
    work: int = 0

    def enter(self, flattened: Flattened, before: Takers) -> None:
        """Search the rules of one entry; `before` has those that surely take packets."""
        after = After(flattened, before, self.covers)
        for step in flattened.steps:
            if step.decides in self.decisions and self._is_candidate(step):
                state = self.states.setdefault(id(step.rule), _State())
                state.undecided |= not flattened.complete
                if not state.needed:
                    self._look_at(step, state, after)

    def _is_candidate(self, step: Step) -> bool:
        if step.rule.conditions or not step.packets or id(step.rule) in self.dead:
            return False
        # which may decide nothing on other ways
        return not (step.called and step.rule.action is Action.RETURN)

    def _look_at(self, step: Step, state: _State, after: After) -> None:
        """Take down what a step is needed for."""
        budget = Budget(min(RULE_LIMIT, WORK_LIMIT - self.work))
        try:
            self._follow(step, state, after, budget)
        except OverLimitError:
            state.undecided = True
        self.work += budget.spent

    def _follow(self, step: Step, state: _State, after: After, budget: Budget) -> None:
        try:
            followers = after.followers(step, budget)
        except UnclearError:
            self._walk(step, state, after)
            return
        if followers is None:
            state.needed = True
        else:
            state.lives |= followers.by_default or bool(followers.rules)
            state.followers.update(followers.rules)
            state.by_default |= followers.by_default

    def _walk(self, step: Step, state: _State, after: After) -> None:
        """Walk the rule's packets through what comes after it, and see whether all end alike."""
        if self.work > WORK_LIMIT:
            raise OverLimitError
        tails, entry = after.tails(step)
        walk = Walk({**self._without(step), **tails}, limit=WALK_LIMIT)
        fates = walk.through(tails[entry], step.packets)
        passed = len(self.policies) + sum(len(policy.rules) for policy in tails.values())
        self.work += walk.budget.spent + passed // PASSED_OVER
        if any(OVER_LIMIT in fate.conditions for fate in fates):
            raise OverLimitError
        if walk.wrote:
            state.needed = True
            return
        for fate in sorted(fates, key=lambda fate: _same_end(fate, step)):
            if after.before.cover(replace(step, packets=fate.packets)):
                continue  # none of these comes as far as the rule
            state.lives = True
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


def _same_end(fate: Outcome, step: Step) -> bool:
    rewritten = fate.rule is not None and fate.rule.rewrite is not None
    return fate.action is step.decides and not rewritten
