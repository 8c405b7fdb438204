"""The inbound lists of interfaces whose own hosts are the senders, as the list itself shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fwlint.dialects.cisco.export import CiscoExport
from fwlint.dialects.cisco.interface import Binding, Interface
from fwlint.model.addresses import EVERYWHERE, AddressSet
from fwlint.model.box import ANY_PORT
from fwlint.model.policy import Policy
from fwlint.model.protocols import UDP
from fwlint.model.rule import Action, Rule

_DHCP = (67, 547)


@dataclass(frozen=True, slots=True)
class Side:
    """An interface, the list that filters what comes in by it, and the networks behind it."""

    interface: Interface
    binding: Binding
    policy: Policy
    networks: AddressSet

    def touches(self, rule: Rule) -> bool:
        """Return whether a rule is about a source behind the interface."""
        return any(box.source.meets(self.networks) for box in rule.packets)

    def names(self, rule: Rule) -> bool:
        """Return whether a rule is about sources behind the interface, and no others."""
        return bool(rule.packets) and all(self.networks.covers(box.source) for box in rule.packets)

    def open_to_all(self, rule: Rule) -> bool:
        """Return whether a rule takes any source, other than for DHCP."""
        return any(box.source is EVERYWHERE for box in rule.packets) and not any(
            UDP in box.protocol and port in box.destination_port
            for box in rule.packets
            if box.destination_port is not ANY_PORT
            for port in _DHCP
        )


def inbound(export: CiscoExport) -> Iterator[Side]:
    """Yield the inbound lists that permit sources behind their interface by name."""
    for interface in export.configuration.interfaces.values():
        for binding in interface.bindings.values():
            policy = export.policies[export.keys[binding.list_id]]
            networks = interface.behind(binding.family)
            if binding.direction != "in" or networks is None:
                continue
            side = Side(interface, binding, policy, networks)
            if any(rule.action is Action.ACCEPT and side.names(rule) for rule in policy.rules):
                yield side
