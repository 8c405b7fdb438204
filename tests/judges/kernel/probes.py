"""Random probes: of new flows, of known ones, errors about these, and packets out of the blue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from ipaddress import ip_address
from random import Random

from fwlint.model.box import ACK, PSH
from fwlint.model.packet import Packet
from tests.judges.kernel.chance import weighted
from tests.judges.kernel.flow import Flow, answer
from tests.judges.kernel.network import NETWORKS
from tests.judges.kernel.packets import ICMP_OF, opening, stray
from tests.judges.kernel.wire import PROBE, encode

_ERRORS = {
    4: ((3, 0), (3, 1), (3, 3), (3, 4), (11, 0), (12, 0)),
    6: ((1, 0), (1, 4), (2, 0), (3, 0)),
}


@dataclass(frozen=True, slots=True)
class Probe:
    """A packet to send, and what it quotes where it is an ICMP error about a flow."""

    packet: Packet
    quoted: Packet | None = None

    def encode(self, identity: int) -> bytes:
        """Return the packet as the wire has it."""
        quoted = encode(self.quoted, PROBE) if self.quoted else b""
        return encode(self.packet, PROBE, identity, quoted)


def some_probes(random: Random, family: int, flows: tuple[Flow, ...], count: int) -> list[Probe]:
    """Return `count` probes; `flows` are those that the firewall knows."""
    kinds = {_of_new_flow: 66, _of_known_flow: 20, _error: 6, _stray: 8}
    return [weighted(random, kinds)(random, family, flows) for _ in range(count)]


def _of_new_flow(random: Random, family: int, flows: tuple[Flow, ...]) -> Probe:
    while True:
        packet = opening(random, NETWORKS[family])
        if not any(flow.begins_with(packet) for flow in flows):
            return Probe(packet)


def _of_known_flow(random: Random, _: int, flows: tuple[Flow, ...]) -> Probe:
    flags = random.choice((ACK, PSH | ACK))
    return Probe(random.choice(flows).later(back=random.random() < 0.5, tcp_flags=flags))


def _error(random: Random, family: int, flows: tuple[Flow, ...]) -> Probe:
    """Return an ICMP error about a packet of a flow, from its receiver or a router on the way."""
    quoted = random.choice(flows).later(back=random.random() < 0.5)
    back = answer(quoted)
    router = ip_address(random.choice(NETWORKS[family].everyone))
    error = replace(
        back,
        protocol=ICMP_OF[family],
        source=random.choice((back.source, router)) if back.in_interface else back.source,
        source_port=None,
        destination_port=None,
        tcp_flags=None,
        icmp=random.choice(_ERRORS[family]),
        state="related",
    )
    return Probe(error, quoted)


def _stray(random: Random, family: int, flows: tuple[Flow, ...]) -> Probe:
    while True:
        packet = stray(random, NETWORKS[family])
        if not any(flow.begins_with(packet) for flow in flows):
            return Probe(packet)
