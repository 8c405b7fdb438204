"""An interface: its own networks, and the access lists bound to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from lark import Token, Tree

from fwlint.dialects.cisco_ios.words import ipv4_address, ipv6_network, words
from fwlint.model.addresses import EVERYWHERE, AddressSet
from fwlint.model.box import Box, interface
from fwlint.model.source import Span


class Binding(NamedTuple):
    """That an interface filters one family's packets of one direction by a list."""

    family: int
    direction: str
    list_name: str
    span: Span

    @property
    def list_id(self) -> tuple[int, str]:
        """The family and name that the list is known by."""
        return self.family, self.list_name


@dataclass(slots=True)
class Interface:
    """An interface under construction.

    `networks` holds the networks of its addresses, by family, and `elsewhere` the families in which
    it has addresses that the configuration does not tell (DHCP, say). The last binding of a family
    and direction is the one that counts.
    """

    name: str
    networks: dict[int, list[AddressSet]] = field(default_factory=lambda: {4: [], 6: []})
    elsewhere: set[int] = field(default_factory=set)
    bindings: dict[tuple[int, str], Binding] = field(default_factory=dict)

    def read(self, line: Tree[Token], span: Span) -> None:
        """Take in one of the interface's lines, as the grammar reads it.

        Raises MeaninglessError for an address that is none.
        """
        said = words(line)
        match line.data:
            case "ipv4_binding" | "ipv6_binding":
                family = 4 if line.data == "ipv4_binding" else 6
                name, direction = str(said[0]), str(said[1])
                self.bindings[family, direction] = Binding(family, direction, name, span)
            case "ipv4_address":
                free = ~ipv4_address(said[1])
                self.networks[4].append(AddressSet.wildcard(ipv4_address(said[0]), free, 4))
            case "ipv6_address":
                self.networks[6].append(ipv6_network(said[0]))

    def has_addresses(self, family: int) -> bool:
        """Return whether the interface has addresses of a family, known or not."""
        return bool(self.networks[family]) or family in self.elsewhere

    def traffic(self, binding: Binding) -> Box:
        """Return the packets that pass the interface in the binding's direction.

        Where its addresses are known, those that come in are taken to come from its own networks
        and to leave them, and those that go out the other way about.
        """
        known = self.networks[binding.family]
        here = interface(self.name)
        if binding.family in self.elsewhere or not known:
            near = far = EVERYWHERE
        else:
            near = AddressSet.union(known)
            far = EVERYWHERE - near
        if binding.direction == "in":
            return Box(binding.family, source=near, destination=far, in_interface=here)
        return Box(binding.family, source=far, destination=near, out_interface=here)
