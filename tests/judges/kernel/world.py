"""The world of the judge: a client, a firewall and a server, each in a network namespace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.judges.kernel.flow import Flow, some_flows
from tests.judges.kernel.matches import ALLOWED
from tests.judges.kernel.namespace import Namespace
from tests.judges.kernel.network import CLIENT_SIDE, NETWORKS, SERVER_SIDE, SIDES
from tests.judges.kernel.probes import Probe
from tests.judges.kernel.recorder import Recorder
from tests.judges.kernel.rulesets import TABLES, without_rules
from tests.judges.kernel.sender import FIREWALL_MAC, WIRE, Sender, insider, outsider
from tests.judges.kernel.wire import OPENER, encode

VARIANTS = ("nft", "legacy")
"""The two ways in which iptables brings its rules into the kernel."""

_FLOWS = 16
_A_DAY = 86_400
_SET_FAMILY = {4: "inet", 6: "inet6"}
_PROGRAM = {4: "iptables", 6: "ip6tables"}


@dataclass(frozen=True, slots=True)
class World:
    """The firewall under judgement, and who may send through it.

    `senders` is keyed by the interface at which a packet enters, and "" is the firewall itself.
    """

    variant: str
    firewall: Namespace
    recorder: Recorder
    senders: dict[str, Sender]
    flows: dict[int, tuple[Flow, ...]]

    def load(self, family: int, dump: str) -> None:
        """Make `dump` all the rules of a family that there are. Raises RefusedError."""
        others = [table for table in TABLES if f"*{table}\n" not in dump]
        program = f"{_PROGRAM[family]}-{self.variant}-restore"
        self.firewall.run(program, "--wait", given=without_rules(others) + dump)

    def exported(self, family: int) -> str:
        """Return the rules of a family as iptables-save(8) exports them."""
        return self.firewall.run(f"{_PROGRAM[family]}-{self.variant}-save")

    def send(self, probes: Sequence[Probe]) -> list[str | None]:
        """Return, for each probe, the connection state in which it survived all rules, or None."""
        self.recorder.clear()
        self.recorder.expect(len(probes))
        for identity, probe in enumerate(probes, 1):
            packet = probe.packet
            self.senders[packet.in_interface](probe.encode(identity), packet.destination)
        survivors = self.recorder.survivors()
        return [survivors.get(identity) for identity, _ in enumerate(probes, 1)]

    def open_flows(self) -> None:
        """Send the packets that make connection tracking know the flows."""
        for flow in (flow for family in self.flows for flow in self.flows[family]):
            for packet in flow.handshake():
                self.recorder.expect(1)
                self.senders[packet.in_interface](encode(packet, OPENER), packet.destination)
                self.recorder.survivors()


@contextmanager
def built(variant: str, seed: int = 0) -> Iterator[World]:
    """Yield a world whose firewall has no rules yet; it is gone when the context ends."""
    with ExitStack() as stack:
        firewall, client, server = (stack.enter_context(Namespace()) for _ in range(3))
        _wire(firewall, CLIENT_SIDE, client)
        _wire(firewall, SERVER_SIDE, server)
        _address(firewall)
        _configure(firewall)
        _fill_sets(firewall)
        senders = {
            "": stack.enter_context(insider(firewall)),
            CLIENT_SIDE: stack.enter_context(outsider(client)),
            SERVER_SIDE: stack.enter_context(outsider(server)),
        }
        random = Random(seed)
        flows = {family: some_flows(random, NETWORKS[family], _FLOWS) for family in NETWORKS}
        world = World(variant, firewall, Recorder(firewall), senders, flows)
        world.open_flows()
        yield world


def _wire(firewall: Namespace, side: str, other: Namespace) -> None:
    """Join the firewall and its neighbour; `arp off` spares them to ask for each other."""
    near = ("link", "add", side, "address", FIREWALL_MAC, "arp", "off", "type", "veth")
    firewall.run("ip", *near, "peer", "name", WIRE, "netns", other.handle)
    other.run("ip", "link", "set", WIRE, "up")
    firewall.run("ip", "link", "set", side, "up")


def _address(firewall: Namespace) -> None:
    for side in SIDES:
        for network in NETWORKS.values():
            for address in network.own[side]:
                firewall.run("ip", "address", "add", address, "dev", side)
            for block in network.routes[side]:
                firewall.run("ip", "route", "add", block, "dev", side)


def _configure(firewall: Namespace) -> None:
    """Let the kernel forward whatever comes, and remember flows for as long as the judge sits."""
    for name in ("ipv4/ip_forward", "ipv6/conf/all/forwarding"):
        firewall.set(f"net/{name}", 1)
    for name in ("all", *SIDES):
        firewall.set(f"net/ipv4/conf/{name}/rp_filter", 0)
    firewall.set("net/netfilter/nf_conntrack_tcp_be_liberal", 1)  # as to sequence numbers
    for timeout in Path("/proc/sys/net/netfilter").glob("nf_conntrack_*_timeout*"):
        firewall.set(f"net/netfilter/{timeout.name}", _A_DAY)


def _fill_sets(firewall: Namespace) -> None:
    for family, name in ALLOWED.items():
        firewall.run("ipset", "create", name, "hash:ip", "family", _SET_FAMILY[family])
        firewall.run("ipset", "add", name, NETWORKS[family].hosts[CLIENT_SIDE][0])
