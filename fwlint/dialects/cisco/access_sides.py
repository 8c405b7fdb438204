"""The inbound lists of interfaces whose own hosts are the senders, as the list itself shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fwlint.dialects.cisco.export import CiscoExport
from fwlint.dialects.cisco.inventory import Use
from fwlint.model.addresses import EVERYWHERE, AddressSet
from fwlint.model.box import ANY_PORT
from fwlint.model.policy import Policy
from fwlint.model.protocols import UDP
from fwlint.model.remembered import remembered
from fwlint.model.rule import Action, Rule

_DHCP = (67, 547)


@dataclass(frozen=True, slots=True)
class Side:
    """What filters that which comes in by an interface, and the networks behind it, by family."""

    use: Use
    policy: Policy
    networks: Mapping[int, AddressSet]

    def touches(self, rule: Rule) -> bool:
        """Return whether a rule is, or may be, about a source behind the interface."""
        return any(
            box.family not in self.networks or box.source.meets(self.networks[box.family])
            for box in rule.packets
        )

    def names(self, rule: Rule) -> bool:
        """Return whether a rule is about sources behind the interface, and no others."""
        return bool(rule.packets) and all(
            box.family in self.networks and self.networks[box.family].covers(box.source)
            for box in rule.packets
        )

    def open_to_all(self, rule: Rule) -> bool:
        """Return whether a rule takes any source, other than for DHCP."""
        return any(box.source is EVERYWHERE for box in rule.packets) and not any(
            UDP in box.protocol and port in box.destination_port
            for box in rule.packets
            if box.destination_port is not ANY_PORT
            for port in _DHCP
        )


@remembered
def inbound(export: CiscoExport) -> tuple[Side, ...]:
    """Return the inbound lists that permit sources behind their interface by name."""
    sides = (
        Side(one.use, export.policies[one.use.policy], one.networks)
        for one in export.inventory.inbound()
        if one.use.policy in export.policies
    )
    return tuple(side for side in sides if _names_senders(side))


def _names_senders(side: Side) -> bool:
    return any(rule.action is Action.ACCEPT and side.names(rule) for rule in side.policy.rules)
