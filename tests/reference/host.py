"""Reference hosts: for each role of each ruleset, the openings that its requirements ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from fwlint.checks.opening import opening
from fwlint.model.packetset import PacketSet
from fwlint.model.requirement import UNWANTED, Demand, Question
from fwlint.requirements.demands import host_demands
from fwlint.requirements.load import builtin_names, load_ruleset
from fwlint.requirements.ruleset import Ruleset
from fwlint.requirements.site import Host, Site


@dataclass(frozen=True, slots=True)
class ReferenceHost:
    """A host that holds `role`, at a site whose features are as `features` says."""

    role: str
    features: str
    demands: tuple[Demand, ...]
    own: frozenset[Demand]
    """Those that no reference host before this one has."""

    def __str__(self) -> str:
        return f"{self.role}, {self.features}"

    def needs(self) -> tuple[Demand, ...]:
        """Return what has to pass."""
        return tuple(
            one
            for one in self.demands
            if one.need not in UNWANTED and one.question is Question.PASSES
        )

    def openings(self) -> dict[Demand, PacketSet]:
        """Return what a careful administrator opens for each demand: of a choice, the first."""
        return {
            one: opening(one.packets, one.packets)
            for one in self.needs()
            if one.choice is None or one.choice.option == 0
        }


def rulesets_of(name: str) -> tuple[Ruleset, ...]:
    """Return a built-in ruleset, and before it those that it uses."""
    ruleset = load_ruleset(name)
    return (*map(load_ruleset, ruleset.uses), ruleset)


@cache
def reference_hosts() -> tuple[ReferenceHost, ...]:
    """Return a reference host for every role, wherever it has to let something new pass."""
    hosts, seen = [], set[Demand]()
    for role, features, demands in _hosts():
        host = ReferenceHost(role, features, demands, frozenset(demands) - seen)
        if host.own & set(host.needs()):
            hosts.append(host)
            seen.update(demands)
    return tuple(hosts)


def _hosts() -> Iterator[tuple[str, str, tuple[Demand, ...]]]:
    for name in builtin_names():
        rulesets = rulesets_of(name)
        roles = [f"{one.name}/{role}" for one in rulesets for role in one.roles]
        for features, site in sites(rulesets).items():
            for role in roles:
                yield role, features, _own(host_demands(site, Host((role,))), name)


def sites(rulesets: tuple[Ruleset, ...]) -> dict[str, Site]:
    """Return a site as it is usual, one with every feature, and one without those that rule out."""
    features = {f"{one.name}/{feature}" for one in rulesets for feature in one.features}
    ruling_out = {name for one in rulesets for r in one.requirements for name in r.unless}
    usual = Site(rulesets)
    return {
        "usual features": usual,
        "all features": replace(usual, features=frozenset(features)),
        "all that go together": replace(usual, features=frozenset(features - ruling_out)),
    }


def _own(demands: tuple[Demand, ...], name: str) -> tuple[Demand, ...]:
    """Leave out what the rulesets that this one uses demand, which have hosts of their own."""
    return tuple(one for one in demands if one.requirement.startswith(f"{name}/"))
