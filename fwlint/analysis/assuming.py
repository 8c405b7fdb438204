"""Policies as they are where some of their conditions are taken for granted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from fwlint.model.export import Export
from fwlint.model.policy import Policy
from fwlint.model.remembered import remembered
from fwlint.model.requirement import Accepted
from fwlint.model.rule import Rule


@remembered
def assuming(export: Export, accepted: tuple[Accepted, ...]) -> Mapping[str, Policy]:
    """Return the policies of `export`, with rules that no longer depend on what is `accepted`."""
    if not accepted:
        return export.policies
    return {
        name: replace(policy, rules=tuple(_freed(rule, accepted) for rule in policy.rules))
        for name, policy in export.policies.items()
    }


def _freed(rule: Rule, accepted: tuple[Accepted, ...]) -> Rule:
    if not rule.conditions:
        return rule
    left = tuple(
        condition
        for condition in rule.conditions
        if not any(_covers(one, rule, condition) for one in accepted)
    )
    return rule if left == rule.conditions else replace(rule, conditions=left)


def _covers(accepted: Accepted, rule: Rule, condition: str) -> bool:
    if accepted.groups and rule.note("group") not in accepted.groups:
        return False
    return accepted.words.casefold() in condition.casefold()
