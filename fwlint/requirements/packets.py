"""The first packets of a documented flow, as a view has them."""

from __future__ import annotations

from fwlint.model import protocols
from fwlint.model.addresses import EVERYWHERE, AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import (
    ANY_ICMP,
    ANY_INTERFACE,
    ANY_PORT,
    ANY_PROTOCOL,
    ANY_TCP_FLAGS,
    NEW,
    SYN,
    WHOLE,
    Box,
    interface,
)
from fwlint.model.export import Direction
from fwlint.model.intervals import IntervalSet
from fwlint.requirements.port_choices import Values
from fwlint.requirements.requirement import PortRange, Requirement
from fwlint.requirements.site import Network
from fwlint.requirements.view import View

_NEW = BitSet.of((NEW,))
_SYN = BitSet.of((SYN,))
_WHOLE = BitSet.of((WHOLE,))


def first_packets(requirement: Requirement, view: View, family: int, values: Values) -> Box:
    """Return the packets of one family that open the flow; `values` are those of parameters."""
    numbers = _protocol(requirement.protocol, family)
    is_tcp = requirement.protocol == "tcp"
    return Box(
        family,
        protocol=numbers,
        source=_addresses(view.source, family),
        destination=_addresses(view.destination, family),
        source_port=_interval(requirement.source_ports.resolved(values)),
        destination_port=_interval(requirement.ports.resolved(values)),
        icmp=_echo_request(family) if requirement.protocol == "icmp" else ANY_ICMP,
        state=_NEW,
        tcp_flags=_SYN if is_tcp else ANY_TCP_FLAGS,
        fragment=_WHOLE,
        profile=view.profile,
        in_interface=_interface(view, Direction.IN),
        out_interface=_interface(view, Direction.OUT),
    )


def _protocol(name: str, family: int) -> BitSet:
    if name == "any":
        return ANY_PROTOCOL
    if name == "icmp":
        return BitSet.of((protocols.ICMP if family == 4 else protocols.ICMPV6,))
    return BitSet.of((protocols.NUMBERS[name],))


def _echo_request(family: int) -> IntervalSet[int]:
    first = 256 * (8 if family == 4 else 128)
    return IntervalSet(((first, first + 1),))


def _addresses(networks: tuple[Network, ...], family: int) -> AddressSet:
    if not networks:
        return EVERYWHERE
    return AddressSet.union(
        AddressSet.network(network) for network in networks if network.version == family
    )


def _interval(ranges: tuple[PortRange, ...]) -> IntervalSet[int]:
    if not ranges:
        return ANY_PORT
    return IntervalSet.union((first, last + 1) for first, last in ranges)


def _interface(view: View, direction: Direction) -> IntervalSet[str]:
    named = view.interface and view.direction is direction
    return interface(view.interface) if named else ANY_INTERFACE
