"""Which rules and which defaults stand at a place of an export."""

from __future__ import annotations

from collections.abc import Mapping

from fwlint.model.export import Export
from fwlint.model.policy import Policy
from fwlint.model.remembered import remembered
from fwlint.model.rule import Rule
from fwlint.model.source import Span

Place = tuple[str, int, str]
"""A path, a line and an entry: a `Span` without its column."""


def place(span: Span) -> Place:
    """Return the place of `span`."""
    return span.path, span.line, span.entry


@remembered
def rules_by_place(export: Export) -> Mapping[Place, list[tuple[Policy, Rule]]]:
    """Return the rules at each place, each with its policy; several may stand in one line."""
    found: dict[Place, list[tuple[Policy, Rule]]] = {}
    for policy in export.policies.values():
        for rule in policy.rules:
            found.setdefault(place(rule.span), []).append((policy, rule))
    return found


@remembered
def policies_by_place(export: Export) -> Mapping[Place, list[Policy]]:
    """Return the policies whose heading or whose default stands at each place."""
    found: dict[Place, list[Policy]] = {}
    for policy in export.policies.values():
        for span in {policy.span, policy.default_span or policy.span}:
            found.setdefault(place(span), []).append(policy)
    return found
