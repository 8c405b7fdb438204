"""The addresses of the world: a firewall between a client's side and a server's side."""

from __future__ import annotations

from dataclasses import dataclass

CLIENT_SIDE, SERVER_SIDE = SIDES = ("lan0", "dmz0")
"""The firewall's interfaces; the other end of each is in the namespace of the client or server."""


@dataclass(frozen=True, slots=True)
class Network:
    """What one address family has where: few addresses, so that random rules often meet them."""

    family: int
    own: dict[str, tuple[str, ...]]
    """The firewall's own addresses, by interface, each with its prefix length."""
    routes: dict[str, tuple[str, ...]]
    """Further networks behind an interface."""
    hosts: dict[str, tuple[str, ...]]
    """The hosts behind an interface."""
    blocks: tuple[str, ...]
    """Blocks of addresses as rules write them, which cut between the hosts."""
    ranges: tuple[str, ...]
    alike: dict[str, tuple[str, ...]]
    """Networks behind an interface, all of one size."""

    @property
    def firewall(self) -> tuple[str, ...]:
        """The firewall's own addresses."""
        return tuple(address.partition("/")[0] for side in SIDES for address in self.own[side])

    @property
    def everyone(self) -> tuple[str, ...]:
        """All hosts but the firewall."""
        return tuple(host for side in SIDES for host in self.hosts[side])

    def way_out(self, destination: str) -> str:
        """Return the interface that leads to a host, or "" for the firewall itself."""
        return next((side for side in SIDES if destination in self.hosts[side]), "")


_IPV4 = Network(
    4,
    own={
        CLIENT_SIDE: ("192.0.2.1/24", "192.0.2.2/24"),
        SERVER_SIDE: ("198.51.100.1/24",),
    },
    routes={CLIENT_SIDE: ("10.0.0.0/8",), SERVER_SIDE: ("203.0.113.0/24",)},
    hosts={
        CLIENT_SIDE: ("192.0.2.10", "192.0.2.77", "10.1.0.5", "10.2.64.5"),
        SERVER_SIDE: ("198.51.100.10", "198.51.100.20", "203.0.113.5"),
    },
    blocks=(
        "128.0.0.0/1",
        "10.0.0.0/8",
        "10.1.0.0/16",
        "10.0.0.5/255.0.0.255",
        "0.0.64.0/0.0.64.0",
        "192.0.2.0/24",
        "192.0.2.0/26",
        "192.0.2.1/255.255.255.255",
        "198.51.100.0/24",
        "198.51.100.16/28",
        "198.51.100.77/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
    ),
    ranges=(
        "192.0.2.2-192.0.2.50",
        "192.0.2.50-192.0.2.200",
        "10.0.0.0-198.51.100.10",
        "198.51.100.20-203.0.113.5",
        "198.51.100.1-198.51.100.1",
        "203.0.113.5",
    ),
    alike={
        CLIENT_SIDE: ("10.1.0.0/16", "10.2.0.0/16", "10.3.0.0/16"),
        SERVER_SIDE: ("198.51.100.16/28", "203.0.113.0/28", "203.0.113.32/28"),
    },
)

_IPV6 = Network(
    6,
    own={
        CLIENT_SIDE: ("2001:db8:a::1/64", "2001:db8:a::2/64"),
        SERVER_SIDE: ("2001:db8:b::1/64",),
    },
    routes={CLIENT_SIDE: ("2001:db8:a1::/48",), SERVER_SIDE: ("2001:db8:b1::/48",)},
    hosts={
        CLIENT_SIDE: ("2001:db8:a::10", "2001:db8:a::77", "2001:db8:a1::5", "2001:db8:a1:64::5"),
        SERVER_SIDE: ("2001:db8:b::10", "2001:db8:b::20", "2001:db8:b1::5"),
    },
    blocks=(
        "2001:db8::/32",
        "2001:db8:a::/64",
        "2001:db8:a::/122",
        "2001:db8:a0::/44",
        "2001:db8:b::/64",
        "2001:db8:b::10/124",
        "2001:db8:b1::/48",
        "::5/::ffff",
        "fe80::/10",
    ),
    ranges=(
        "2001:db8:a::2-2001:db8:a::20",
        "2001:db8:a::77-2001:db8:a1::5",
        "2001:db8:b::-2001:db8:b::10",
        "2001:db8:b::20-2001:db8:ffff::",
        "2001:db8:b1::5",
    ),
    alike={
        CLIENT_SIDE: ("2001:db8:a1::/50", "2001:db8:a1:4000::/50", "2001:db8:a1:8000::/50"),
        SERVER_SIDE: ("2001:db8:b::10/124", "2001:db8:b1::/124", "2001:db8:b1:1::20/124"),
    },
)

NETWORKS = {4: _IPV4, 6: _IPV6}
