"""What would mend a finding: a rule, and where it has to stand to take effect."""

from __future__ import annotations

from dataclasses import dataclass

from fwlint.model.policy import Policy, Resolution
from fwlint.model.rule import Action, Rule


@dataclass(frozen=True, slots=True)
class Remedy:
    """A `rule` to add to the policy named `policy`.

    It goes before `before`, or behind all other rules where that is None. `overridden_by` is a rule
    that would still override it, wherever it stands, and has to go or be narrowed.
    """

    policy: str
    rule: Rule
    before: Rule | None = None
    overridden_by: Rule | None = None


def remedy(policy: Policy, rule: Rule, deciding: Rule | None) -> Remedy:
    """Return how `rule` takes effect in `policy`, where `deciding`, or its default, decides now.

    A rule of another policy, which this one calls, decides before what this one has behind the
    call; then the remedy comes first.
    """
    if policy.resolution is Resolution.DENY_OVERRIDES:
        overrides = deciding and deciding.action in (Action.DENY, Action.UNKNOWN)
        return Remedy(policy.name, rule, overridden_by=deciding if overrides else None)
    if deciding is None:
        return Remedy(policy.name, rule)
    here = (one for one in policy.rules if one.span == deciding.span)
    return Remedy(policy.name, rule, before=next(here, policy.rules[0]))
