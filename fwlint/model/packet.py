"""One concrete packet: the witness of a verdict, or the question of a trace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address

from fwlint.model import protocols
from fwlint.model.addresses import AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import (
    ACK,
    ANY_INTERFACE,
    ANY_PROFILE,
    ESTABLISHED,
    NEW,
    PROFILES,
    STATES,
    SYN,
    WHOLE,
    Box,
)
from fwlint.model.intervals import IntervalSet

_Address = IPv4Address | IPv6Address
_LIKELY_SOURCES: dict[int, tuple[_Address, ...]] = {
    4: (IPv4Address("198.51.100.10"), IPv4Address("192.0.2.10")),
    6: (IPv6Address("2001:db8:a::10"), IPv6Address("2001:db8:b::10")),
}
_LIKELY_DESTINATIONS: dict[int, tuple[_Address, ...]] = {
    4: (IPv4Address("192.0.2.20"), IPv4Address("198.51.100.20")),
    6: (IPv6Address("2001:db8:b::20"),),
}
_LIKELY_PORTS = (50000, 1024)
_LIKELY_SERVICES = (443, 53)
_LIKELY_STATES = (NEW, ESTABLISHED)
_LIKELY_PROTOCOLS = (protocols.TCP, protocols.UDP)


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet in the words of `fwlint trace`; empty fields are not said.

    What is not said means: state new, the TCP flags usual in that state (`usual_tcp_flags`), no
    non-initial fragment, and any interface and profile.
    """

    protocol: int
    source: _Address
    destination: _Address
    source_port: int | None = None
    destination_port: int | None = None
    icmp: tuple[int, int] | None = None
    state: str = ""
    in_interface: str = ""
    out_interface: str = ""
    profile: str = ""
    tcp_flags: int | None = None
    fragment: bool = False

    def __str__(self) -> str:
        source = _endpoint(self.source, self.source_port)
        destination = _endpoint(self.destination, self.destination_port)
        words = [protocols.name_of(self.protocol), source, ">", destination]
        if self.icmp:
            words += ["type", str(self.icmp[0]), "code", str(self.icmp[1])]
        for name, value in (
            ("state", self.state),
            ("in", self.in_interface),
            ("out", self.out_interface),
            ("profile", self.profile),
        ):
            if value:
                words += [name, value]
        if self.tcp_flags is not None:
            words += ["flags", flag_names(self.tcp_flags)]
        if self.fragment:
            words.append("fragment")
        return " ".join(words)


TCP_FLAGS = ("fin", "syn", "rst", "psh", "ack", "urg")


def flag_names(flags: int) -> str:
    """Return a flag combination as `syn,ack`, or `none`."""
    return ",".join(name for bit, name in enumerate(TCP_FLAGS) if flags >> bit & 1) or "none"


def usual_tcp_flags(state: int) -> int:
    """Return the flags of an ordinary segment: SYN opens a connection, ACK goes on with it."""
    return SYN if state == NEW else ACK


def witness(box: Box) -> Packet:
    """Return one packet of a non-empty box, a likely one where there is a choice.

    Fields that the box leaves wholly open, and that a packet need not show, stay empty.
    """
    source, destination = ends(box)
    protocol = _pick(box.protocol, _LIKELY_PROTOCOLS)
    ports = protocol in protocols.WITH_PORTS
    icmp = _first(box.icmp, (8 << 8, 128 << 8)) if protocol in protocols.WITH_ICMP else None
    state = _pick(box.state, _LIKELY_STATES)
    return Packet(
        protocol=protocol,
        source=source,
        destination=destination,
        source_port=_first(box.source_port, _LIKELY_PORTS) if ports else None,
        destination_port=_first(box.destination_port, _LIKELY_SERVICES) if ports else None,
        icmp=divmod(icmp, 256) if icmp is not None else None,
        state="" if state == NEW else STATES[state],
        in_interface=_interface(box.in_interface),
        out_interface=_interface(box.out_interface),
        profile="" if box.profile == ANY_PROFILE else PROFILES[_pick(box.profile, ())],
        tcp_flags=_unusual_flags(box.tcp_flags, state) if protocol == protocols.TCP else None,
        fragment=WHOLE not in box.fragment,
    )


def ends(box: Box) -> tuple[_Address, _Address]:
    """Return a source and a destination address of a non-empty box, likely ones if it has them."""
    return (
        _address(box.source, box.family, _LIKELY_SOURCES),
        _address(box.destination, box.family, _LIKELY_DESTINATIONS),
    )


def _endpoint(address: _Address, port: int | None) -> str:
    if port is None:
        return str(address)
    return f"[{address}]:{port}" if address.version == 6 else f"{address}:{port}"


def _pick(members: BitSet, likely: tuple[int, ...]) -> int:
    return next((one for one in likely if one in members), next(iter(members)))


def _unusual_flags(members: BitSet, state: int) -> int | None:
    return None if usual_tcp_flags(state) in members else next(iter(members))


def _first(members: IntervalSet[int], likely: tuple[int, ...]) -> int:
    return next((one for one in likely if one in members), members.spans[0][0])


def _interface(names: IntervalSet[str]) -> str:
    if names == ANY_INTERFACE:
        return ""
    return next((name for name in ("eth0", "eth1") if name in names), names.spans[0][0])


def _address(
    members: AddressSet, family: int, likely: Mapping[int, tuple[_Address, ...]]
) -> _Address:
    for address in likely[family]:
        if int(address) in members:
            return address
    value, care = members.cubes[0]
    host = value if care & 1 else value | 1
    return IPv4Address(host) if family == 4 else IPv6Address(host)
