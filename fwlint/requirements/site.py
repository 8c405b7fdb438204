"""What a site says of itself: its hosts, its devices, and where the roles live."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from ipaddress import IPv4Network, IPv6Network

from fwlint.requirements.port_choices import PortChoices, Values
from fwlint.requirements.requirement import Requirement
from fwlint.requirements.ruleset import Ruleset

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Host:
    """A host with a firewall of its own. Empty `addresses` or `interface` leave them open."""

    roles: tuple[str, ...]
    addresses: tuple[Network, ...] = ()
    profile: str = "domain"
    interface: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """The site as a whole. Roles, features and parameters are keyed `ruleset/name`.

    `features` are those that the site turns on, and `without` those that it turns off; what it does
    not mention is as the ruleset has it.
    """

    rulesets: tuple[Ruleset, ...] = ()
    networks: Mapping[str, tuple[Network, ...]] = field(default_factory=dict)
    features: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    parameters: Values = field(default_factory=dict)

    def applies(self, requirement: Requirement) -> bool:
        """Return whether the features are as `requirement` supposes."""
        return all(map(self._is_on, requirement.features)) and not any(
            map(self._is_on, requirement.unless)
        )

    def is_two_way(self, requirement: Requirement) -> bool:
        """Return whether both ends open the flow."""
        one_way = requirement.one_way_when and all(map(self._is_on, requirement.one_way_when))
        return requirement.bidirectional and not one_way

    def turned_on_by(self, roles: frozenset[str]) -> Site:
        """Return the site with the features that holding `roles` turns on."""
        implied = {
            feature
            for ruleset in self.rulesets
            for name, role in ruleset.roles.items()
            if f"{ruleset.name}/{name}" in roles
            for feature in role.features
        }
        return replace(self, features=self.features | implied) if implied else self

    def with_included(self, roles: Iterable[str]) -> frozenset[str]:
        """Return `roles`, and those that they include."""
        includes = {
            f"{ruleset.name}/{name}": role.includes
            for ruleset in self.rulesets
            for name, role in ruleset.roles.items()
        }
        held: set[str] = set()
        ahead = list(roles)
        while ahead:
            role = ahead.pop()
            if role not in held:
                held.add(role)
                ahead += includes.get(role, ())
        return frozenset(held)

    def port_choices(self) -> PortChoices:
        """Return what parameters stand for on this site, and what it has not chosen."""
        return PortChoices(self.rulesets, self.parameters)

    def _is_on(self, feature: str) -> bool:
        if feature in self.without:
            return False
        ruleset_name, _, name = feature.partition("/")
        defaults = (
            ruleset.features[name].default
            for ruleset in self.rulesets
            if ruleset.name == ruleset_name and name in ruleset.features
        )
        return feature in self.features or any(defaults)
