"""What a site says of itself: its hosts, its devices, and where the roles live."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from ipaddress import IPv4Network, IPv6Network

from fwlint.requirements.requirement import PortRange, Requirement
from fwlint.requirements.ruleset import Parameter, Ruleset

Network = IPv4Network | IPv6Network
Values = Mapping[str, tuple[PortRange, ...]]
"""What each parameter stands for, keyed `ruleset/name`."""


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

    def values(self) -> dict[str, tuple[PortRange, ...]]:
        """Return the value of every parameter: the site's, or else the default."""
        return self._values({})

    def options(self, requirement: Requirement) -> list[tuple[str, Values]]:
        """Return the ways to choose the ports of `requirement`: what is chosen, and all values.

        There is one way, called "", where the document leaves no choice or the site has chosen.
        """
        for name in (*requirement.ports.parameters, *requirement.source_ports.parameters):
            leader = self._leader(name)
            choices = self._parameters()[leader].choices
            if choices and leader not in self.parameters:
                return [(leader, self._values({leader: (one,)})) for one in choices]
        return [("", self.values())]

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

    def _parameters(self) -> dict[str, Parameter]:
        return {
            f"{ruleset.name}/{name}": parameter
            for ruleset in self.rulesets
            for name, parameter in ruleset.parameters.items()
        }

    def _leader(self, name: str) -> str:
        ruleset, _, _ = name.partition("/")
        follows = self._parameters()[name].follows
        return f"{ruleset}/{follows}" if follows else name

    def _values(self, chosen: Values) -> dict[str, tuple[PortRange, ...]]:
        parameters = self._parameters()
        said = {**self.parameters, **chosen}
        values = {name: said.get(name, parameter.default) for name, parameter in parameters.items()}
        for name, parameter in parameters.items():
            if parameter.follows and name not in said:
                values[name] = parameter.following(values[self._leader(name)])
        return values
