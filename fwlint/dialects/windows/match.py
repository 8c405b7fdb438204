"""The values that a rule of Windows Firewall matches on: protocols, ports and addresses.

Ports and addresses may be keywords (`RPC`, `LocalSubnet`), whose members only the host knows.
"""

from __future__ import annotations

from dataclasses import dataclass

from fwlint.model import protocols
from fwlint.model.addresses import EVERYWHERE, AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_PORT, ANY_PROTOCOL
from fwlint.model.intervals import IntervalSet

ENDPOINT_MAPPER = (135, 136)
"""`RPC-EPMap` is the port of the RPC endpoint mapper."""


@dataclass(frozen=True, slots=True)
class Protocol:
    """The protocols a rule matches, and the address families in which it can."""

    numbers: BitSet
    families: tuple[int, ...] = (4, 6)

    @classmethod
    def number(cls, number: int) -> Protocol:
        """Return one protocol. ICMPv4 exists in IPv4 only, and ICMPv6 in IPv6."""
        families = {protocols.ICMP: (4,), protocols.ICMPV6: (6,)}.get(number, (4, 6))
        return cls(BitSet.of((number,)), families)

    @property
    def has_ports(self) -> bool:
        """Whether every one of these protocols has ports."""
        return not self.numbers - protocols.WITH_PORTS

    @property
    def has_icmp(self) -> bool:
        """Whether every one of these protocols has types and codes."""
        return not self.numbers - protocols.WITH_ICMP


@dataclass(frozen=True, slots=True)
class Ports:
    """A port list: its numbers, and its keywords in the spelling of netsh (`RPC`, `Teredo`).

    `RPC-EPMap` is no keyword here but port 135.
    """

    numbers: IntervalSet[int]
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Addresses:
    """An address list: its addresses in each family, and its keywords in the spelling of netsh.

    `LocalSubnet` stands for both families; `LocalSubnet4` and `LocalSubnet6` for one each, and the
    same holds for every keyword.
    """

    v4: AddressSet
    v6: AddressSet
    keywords: tuple[str, ...] = ()

    def of(self, family: int) -> AddressSet:
        """Return the exact addresses of one family."""
        return self.v4 if family == 4 else self.v6


ANY_PROTOCOLS = Protocol(ANY_PROTOCOL)
ANY_PORTS = Ports(ANY_PORT)
ANYWHERE = Addresses(EVERYWHERE, EVERYWHERE)
NOWHERE = AddressSet.union(())
