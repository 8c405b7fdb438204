"""Ways to send forged packets: onto a wire to the firewall, and out of the firewall itself."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from ipaddress import IPv4Address, IPv6Address

from tests.judges.kernel.namespace import Namespace

Sender = Callable[[bytes, IPv4Address | IPv6Address], None]
"""Sends a packet, from its IP header on, to the destination that this header names."""

FIREWALL_MAC = "02:00:00:00:00:01"
WIRE = "wire"
"""The name of a client's or server's end of its wire to the firewall."""

_ETHERTYPE = {4: 0x0800, 6: 0x86DD}
_SENDING_ONLY = 0


@contextmanager
def outsider(namespace: Namespace) -> Iterator[Sender]:
    """Yield a sender of Ethernet frames from a client's or a server's namespace."""
    mac = bytes.fromhex(FIREWALL_MAC.replace(":", ""))
    with namespace.socket(socket.AF_PACKET, socket.SOCK_DGRAM, _SENDING_ONLY) as wire:

        def send(packet: bytes, destination: IPv4Address | IPv6Address) -> None:
            wire.sendto(packet, (WIRE, _ETHERTYPE[destination.version], 0, 0, mac))

        yield send


@contextmanager
def insider(firewall: Namespace) -> Iterator[Sender]:
    """Yield a sender in the firewall itself, whose routes and OUTPUT chains its packets take."""
    with (
        firewall.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW) as raw4,
        firewall.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_RAW) as raw6,
    ):

        def send(packet: bytes, destination: IPv4Address | IPv6Address) -> None:
            raw = raw4 if destination.version == 4 else raw6
            with suppress(PermissionError):  # so the kernel says that it has dropped the packet
                raw.sendto(packet, (str(destination), 0))

        yield send
