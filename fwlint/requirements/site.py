"""What a site says of itself: its hosts, its devices, and where the roles live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network

from fwlint.requirements.requirement import PortRange
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
    """The site as a whole. Roles, features and parameters are keyed `ruleset/name`."""

    rulesets: tuple[Ruleset, ...] = ()
    networks: Mapping[str, tuple[Network, ...]] = field(default_factory=dict)
    features: frozenset[str] = frozenset()
    parameters: Mapping[str, tuple[PortRange, ...]] = field(default_factory=dict)

    def ports_of(self, ruleset: Ruleset) -> dict[str, tuple[PortRange, ...]]:
        """Return the value of each parameter of `ruleset`: the site's, or else the default."""
        return {
            name: self.parameters.get(f"{ruleset.name}/{name}", parameter.default)
            for name, parameter in ruleset.parameters.items()
        }
