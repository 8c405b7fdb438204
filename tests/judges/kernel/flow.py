"""Flows that the firewall's connection tracking knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from fwlint.model.box import ACK, SYN
from fwlint.model.packet import Packet
from fwlint.model.protocols import TCP, UDP
from tests.judges.kernel.network import NETWORKS, Network
from tests.judges.kernel.packets import ECHO, opening

_ECHO_REPLY = {None: None, ECHO[4]: (0, 0), ECHO[6]: (129, 0)}


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow, named by the packet that opens it."""

    opening: Packet

    def handshake(self) -> Iterator[Packet]:
        """Yield the packets after which the flow is an established one."""
        yield self.opening
        yield self.later(back=True, tcp_flags=SYN | ACK)
        if self.opening.protocol == TCP:
            yield self.later(back=False)

    def later(self, *, back: bool, tcp_flags: int = ACK) -> Packet:
        """Return a later packet, in the direction of the first or back."""
        packet = replace(self.opening, state="established")
        if packet.protocol == TCP:
            packet = replace(packet, tcp_flags=tcp_flags)
        if not back:
            return packet
        return replace(answer(packet), icmp=_ECHO_REPLY[packet.icmp])

    def begins_with(self, packet: Packet) -> bool:
        """Return whether connection tracking takes `packet` for one of this flow."""
        return _ends(packet) in (_ends(self.opening), _ends(self.later(back=True)))


def some_flows(random: Random, network: Network, count: int) -> tuple[Flow, ...]:
    """Return `count` random flows of TCP, UDP and echo requests, all different."""
    flows: list[Flow] = []
    while len(flows) < count:
        packet = opening(random, network)
        usual = packet.tcp_flags == SYN or packet.protocol == UDP or packet.icmp in ECHO.values()
        if usual and not any(flow.begins_with(packet) for flow in flows):
            flows.append(Flow(packet))
    return tuple(flows)


def answer(packet: Packet) -> Packet:
    """Return `packet` with its ends exchanged, on the way that it then takes."""
    sender = str(packet.source)
    return replace(
        packet,
        source=packet.destination,
        destination=packet.source,
        source_port=packet.destination_port,
        destination_port=packet.source_port,
        in_interface=packet.out_interface,
        out_interface=NETWORKS[packet.source.version].way_out(sender),
    )


def _ends(packet: Packet) -> tuple[object, ...]:
    ports = packet.source_port, packet.destination_port
    return packet.protocol, packet.source, packet.destination, *ports
