"""Which roles the host of an export may hold: those whose services it opens, port by port."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from fwlint.analysis.judgement import Judgement, Standing, judge
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_PORT
from fwlint.model.export import Direction, Export
from fwlint.model.intervals import IntervalSet
from fwlint.model.requirement import Demand, Need, Question
from fwlint.model.rule import Action, Rule
from fwlint.requirements.demands import host_demands
from fwlint.requirements.load import builtin_names, load_ruleset
from fwlint.requirements.ruleset import Ruleset
from fwlint.requirements.site import Host, Site

_SHOWN = 3
_LEAST_SERVICES = 3
"""A role of fewer services fits many hosts by chance."""
_LEAST_SHARE = 0.75
"""Of the services that a role requires whatever the conditions."""
_NEEDED = (Need.REQUIRED, Need.CONDITIONAL)


Service = frozenset[tuple[BitSet, IntervalSet[int]]]
"""Protocols with the ports they go to."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A role, as `ruleset/role`, and how many of the services that it asks for are open."""

    role: str
    opened: int
    asked: int


def likely_roles(export: Export) -> list[Fit]:
    """Return the roles that fit the host of `export` best, the best first.

    A role fits as it asks for what is open, and for little else. Only rules that name their ports
    tell: a firewall that lets everything in fits any role.
    """
    opened = _opened(export)
    fits = []
    for role, demands in _roles():
        asked = {_service(one) for one in demands}
        required = {_service(one) for one in demands if one.need is Need.REQUIRED}
        both = asked & opened
        if len(both) >= _LEAST_SERVICES and len(both & required) >= _LEAST_SHARE * len(required):
            score = len(both) / len(required | opened)
            fits.append((score, Fit(role, len(both), len(asked))))
    fits.sort(key=lambda one: (-one[0], one[1].role))
    return [fit for _, fit in fits[:_SHOWN]]


def _opened(export: Export) -> set[Service]:
    """Return the services of any role that `export` opens."""
    permits = [
        rule.packets
        for policy in export.policies.values()
        for rule in policy.rules
        if rule.action in (Action.ACCEPT, Action.BYPASS) and _names_ports(rule)
    ]
    is_open: dict[object, bool] = {}
    opened: set[Service] = set()
    for _, demands in _roles():
        for one in demands:
            key = one.packets, one.existential, one.accepted, one.at_least
            if key not in is_open:
                is_open[key] = any(one.packets.meets(permit) for permit in permits) and any(
                    map(_is_on_purpose, judge(one, export))
                )
            if is_open[key]:
                opened.add(_service(one))
    return opened


def _names_ports(rule: Rule) -> bool:
    return all(box.destination_port != ANY_PORT for box in rule.packets)


def _service(demand: Demand) -> Service:
    return frozenset((box.protocol, box.destination_port) for box in demand.packets)


def _is_on_purpose(judgement: Judgement) -> bool:
    if judgement.standing is not Standing.MET:
        return False
    deciding = judgement.verdict.deciding(judgement.met_for, Action.ACCEPT, Action.BYPASS)
    return any(one.rule and _names_ports(one.rule) for one in deciding)


@cache
def _roles() -> tuple[tuple[str, tuple[Demand, ...]], ...]:
    """Return every role, and what it asks of the firewall of its host for traffic to it."""
    rulesets = {name: load_ruleset(name) for name in builtin_names()}
    return tuple(
        (f"{name}/{role}", tuple(_inbound(f"{name}/{role}", ruleset, rulesets)))
        for name, ruleset in rulesets.items()
        for role in ruleset.roles
    )


def _inbound(role: str, ruleset: Ruleset, rulesets: dict[str, Ruleset]) -> Iterator[Demand]:
    site = Site(tuple(rulesets[name] for name in (ruleset.name, *ruleset.uses)))
    for one in host_demands(site, Host((role,))):
        needed = one.need in _NEEDED and one.question is Question.PASSES
        if needed and one.direction is Direction.IN:
            yield one
