"""Random packets that belong to no flow: those that open one, and those out of the blue.

Their state is the one that the kernel's connection tracking gives them.
"""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_address
from random import Random

from fwlint.model.box import ACK, FIN, PSH, RST, SYN, URG
from fwlint.model.packet import Packet
from fwlint.model.protocols import ICMP, ICMPV6, NUMBERS, SCTP, TCP, UDP, WITH_PORTS
from tests.judges.kernel.chance import weighted
from tests.judges.kernel.network import SIDES, Network

PORTS = (1, 22, 53, 80, 443, 1024, 4011, 8080, 40000, 65535)
ICMP_OF = {4: ICMP, 6: ICMPV6}
ECHO = {4: (8, 0), 6: (128, 0)}

_PROTOCOLS = {TCP: 46, UDP: 30, ICMP: 14, SCTP: 4, NUMBERS["gre"]: 3, NUMBERS["ospf"]: 3}
_OPENING_FLAGS = (SYN, SYN, SYN, SYN, SYN | URG, ACK, PSH | ACK)  # ACK picks a flow up half-way
_OPENING_ICMP = {4: (ECHO[4], ECHO[4], (13, 0), (17, 0)), 6: (ECHO[6],)}
_INVALID_FLAGS = (0, RST, FIN | ACK, SYN | ACK, SYN | FIN, FIN | PSH | URG)
_INVALID_ICMP = {4: ((0, 0), (3, 1), (11, 0), (14, 0)), 6: ((1, 4), (3, 0), (129, 0))}
_NEIGHBOUR_DISCOVERY = ((133, 0), (135, 0), (136, 0))  # which is not tracked at all


def opening(random: Random, network: Network) -> Packet:
    """Return a packet that opens a flow."""
    protocol = weighted(random, _PROTOCOLS)
    if protocol == TCP:
        return _with_ports(random, network, TCP, random.choice(_OPENING_FLAGS))
    if protocol == ICMP:
        return _icmp(random, network, random.choice(_OPENING_ICMP[network.family]))
    if protocol in WITH_PORTS:
        return _with_ports(random, network, protocol)
    return _crossing(random, network, protocol)


def stray(random: Random, network: Network) -> Packet:
    """Return a packet that fits no flow, nor opens one."""
    kinds = {"tcp": 50, "icmp": 50, "discovery": 25 * (network.family == 6)}
    match weighted(random, kinds):
        case "tcp":
            segment = _with_ports(random, network, TCP, random.choice(_INVALID_FLAGS))
            return replace(segment, state="invalid")
        case "icmp":
            message = _icmp(random, network, random.choice(_INVALID_ICMP[network.family]))
            return replace(message, state="invalid")
    discovery = _icmp(random, network, random.choice(_NEIGHBOUR_DISCOVERY))
    return replace(discovery, state="untracked")


def _with_ports(
    random: Random, network: Network, protocol: int, tcp_flags: int | None = None
) -> Packet:
    return replace(
        _crossing(random, network, protocol),
        source_port=random.choice(PORTS),
        destination_port=random.choice(PORTS),
        tcp_flags=tcp_flags,
    )


def _icmp(random: Random, network: Network, kind: tuple[int, int]) -> Packet:
    return replace(_crossing(random, network, ICMP_OF[network.family]), icmp=kind)


def _crossing(random: Random, network: Network, protocol: int) -> Packet:
    """Return a packet to, from or through the firewall, now and then of a forged source."""
    side = random.choice(("", *SIDES))
    through = side and random.random() < 0.6
    destinations = network.firewall if side and not through else network.everyone
    destination = random.choice(destinations)
    near = network.hosts[side] if side else network.firewall
    forged = random.random() < 0.2
    sources = [one for one in (network.everyone if forged else near) if one != destination]
    return Packet(
        protocol,
        ip_address(random.choice(sources)),
        ip_address(destination),
        in_interface=side,
        out_interface=network.way_out(destination),
    )
