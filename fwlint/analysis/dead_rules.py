"""Rules that no packet reaches, and the rules before them that see to it.

For each rule, one packet of what is left of it is looked up among the rules before it. If none
takes it, the packet is a witness that the rule lives. If one does, that rule's packets are taken
away, and the search goes on with the pieces; when nothing is left, the rule is dead, and those that
took its packets are its cover. Unions are found like single covers, and everything is exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from fwlint.analysis.budget import OverLimitError
from fwlint.analysis.cover import Takers, Way
from fwlint.analysis.flatten import Flattened, Scope, Step
from fwlint.analysis.smallest import smallest_cover
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule
from fwlint.model.uncollected import uncollected

_NONE: frozenset[str] = frozenset()

WORK_LIMIT = 1_000_000
"""Pieces that all rules of one entry may fall into before the rest are given up as not decided."""


class Relation(Enum):
    """What becomes of a dead rule's packets."""

    SHADOWED = "shadowed"
    """The cover decides otherwise, at least for some."""
    REDUNDANT = "redundant"
    """The cover decides the same."""
    EMPTY = "empty"
    """There are none: the rule's own words contradict each other."""
    UNREACHABLE = "unreachable"
    """None comes to the rule: its chain is never entered, or with other packets only."""


@dataclass(frozen=True, slots=True)
class DeadRule:
    """A rule that no packet reaches, and `cover`, the rules before it that take its packets.

    The cover is one rule or a union, in the order of the policy, that takes all packets on every
    way to the rule; no member can be left out, on one of these ways at least. It is not always the
    smallest there is: a union of more than 64 rules is left as it was found. A goto in it stands
    for the rules that it leads to. The cover is empty for EMPTY and UNREACHABLE.

    Where `conditional`, conditions of the cover have a say, which is a suspicion and no fact. It is
    sought where a rule before this one, in the same policy, has a condition in common with it.
    """

    policy: Policy
    rule: Rule
    relation: Relation
    cover: tuple[Rule, ...] = ()
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class Deadness:
    """The dead rules, in the order of the policies, and those not decided within the limit.

    `searched` has each entry with the steps that surely take packets, for further questions.
    """

    dead: tuple[DeadRule, ...]
    undecided: tuple[tuple[Policy, Rule], ...]
    searched: tuple[tuple[Flattened, Takers], ...]


@uncollected()
def dead_rules(policies: Mapping[str, Policy], entries: Sequence[str]) -> Deadness:
    """Return the dead rules of the policies that packets enter, and of those that these call.

    `entries` names keys of `policies`. A rule is dead only if it is on every way to it; a rule with
    a condition may be dead, but never kills, so that what is dead whichever way a conditional goto
    turns out is taken to live. A policy that others are meant to jump to, and none does, is
    unreachable; disabled rules are left alone.
    """
    search = _Search()
    dead: list[DeadRule] = []
    undecided: list[tuple[Policy, Rule]] = []
    for name in dict.fromkeys(entries):
        if name in policies:
            search.enter(Flattened(policies, policies[name]))
    for policy in policies.values():
        search.tell(policy, dead, undecided)
    return Deadness(tuple(dead), tuple(undecided), tuple(search.searched))


@dataclass(slots=True)
class _State:
    """What is known of a rule from the ways to it that were searched; `covered` are those."""

    alive: bool = False
    undecided: bool = False
    conditional: bool = False
    covered: list[Way] = field(default_factory=list)

    def verdict(self, policy: Policy, rule: Rule) -> DeadRule:
        """Return what a rule is that lives on no way."""
        if not self.covered:
            relation = Relation.UNREACHABLE if rule.packets else Relation.EMPTY
            return DeadRule(policy, rule, relation)
        cover = smallest_cover(self.covered)
        same = all(_same_end(way.step, taker) for way in self.covered for taker in cover)
        relation = Relation.REDUNDANT if same else Relation.SHADOWED
        rules = tuple(taker.rule for taker in cover)
        return DeadRule(policy, rule, relation, rules, self.conditional)


def _same_end(step: Step, taker: Step) -> bool:
    """Return whether both decide, and alike; to leave a policy that was called decides nothing."""
    if any(one.rule.action is Action.RETURN and one.called for one in (step, taker)):
        return False
    ends_alike = step.decides is not None and taker.decides is step.decides
    return ends_alike and taker.rule.rewrite == step.rule.rewrite


@dataclass(slots=True)
class _Search:
    """The search through all entries; `states` is keyed by the identity of rules.

    `complete` is whether each rule that packets come to has a state.
    """

    states: dict[int, _State] = field(default_factory=dict)
    searched: list[tuple[Flattened, Takers]] = field(default_factory=list)
    complete: bool = True

    def tell(
        self, policy: Policy, dead: list[DeadRule], undecided: list[tuple[Policy, Rule]]
    ) -> None:
        """Add the rules of a policy that live on no way to `dead`, or to `undecided`."""
        for rule in policy.rules:
            state = self.states.get(id(rule))
            if state is None and policy.default is Action.RETURN and rule.enabled:
                if self.complete:
                    dead.append(_State().verdict(policy, rule))
                else:
                    undecided.append((policy, rule))
            elif state and state.undecided and not state.alive:
                undecided.append((policy, rule))
            elif state and not state.alive:
                dead.append(state.verdict(policy, rule))

    def enter(self, flattened: Flattened) -> None:
        """Search the rules of one entry in the order of its steps."""
        flattened.unroll()
        self.complete &= flattened.complete
        sure, possible = Takers(conditional=False), Takers(conditional=True)
        self.searched.append((flattened, sure))
        depends = any(step.rule.conditions for step in flattened.steps)
        named: dict[Scope, set[str]] = {}
        for step in flattened.steps:
            state = self.states.setdefault(id(step.rule), _State())
            state.undecided |= not flattened.complete
            shares = not named.get(step.scope, _NONE).isdisjoint(step.rule.conditions)
            lives = state.alive or self._lives(step, state, sure, possible if shares else None)
            if lives and (step.decides or step.leaves):  # a dead rule takes nothing
                if depends:
                    possible.add(step)
                if step.rule.conditions:
                    named.setdefault(step.scope, set()).update(step.rule.conditions)
                else:
                    sure.add(step)

    def _lives(self, step: Step, state: _State, sure: Takers, possible: Takers | None) -> bool:
        """Take down whether a step is covered; return False only if it is for a fact."""
        if not step.packets:
            return False
        if sure.work + (possible.work if possible else 0) > WORK_LIMIT:
            state.undecided = True
            return True
        perhaps, decided = _asked(possible, step) if possible else (None, True)
        if possible and decided and not perhaps:  # the most careful question, and most stand it
            sure.witnesses[step.number] = possible.witnesses[step.number]
            state.alive = True
            return True
        way, known = _asked(sure, step)
        if way:
            state.covered.append(way)
            return False
        if not (known and decided):
            state.undecided = True
        elif perhaps:
            state.covered.append(perhaps)
            state.conditional = True
        else:
            state.alive = True
        return True


def _asked(takers: Takers, step: Step) -> tuple[Way | None, bool]:
    """Return how a step is covered, if it is, and whether that was decided within the limit."""
    try:
        return takers.cover(step), True
    except OverLimitError:
        return None, False
