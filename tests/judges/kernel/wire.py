"""Packets as bytes, from the IP header on."""

from __future__ import annotations

from struct import pack

from fwlint.model.packet import Packet
from fwlint.model.protocols import ICMP, ICMPV6, SCTP, TCP, UDP

PROBE, OPENER = 0x20, 0x40
"""Traffic classes (DSCP cs1, cs2): of a probe, and of a packet that opens a flow for later probes.

By them the firewall tells both from whatever else a kernel may send.
"""

_HOPS = 64
_CHECKSUM_AT = {ICMP: 2, ICMPV6: 2, TCP: 16, UDP: 6}
_FLOW_ECHO, _OTHER_ECHO = 1, 2
"""Identifiers of echo requests, which make the ports of an ICMP flow."""


def encode(packet: Packet, kind: int, identity: int = 0, quoted: bytes = b"") -> bytes:
    """Return an IP packet; `quoted` is what an ICMP error is about.

    `identity` is the IPv4 identification or the IPv6 flow label, and `kind` is PROBE or OPENER.
    """
    of_a_flow = kind == OPENER or packet.state == "established"
    payload = _payload(packet, _FLOW_ECHO if of_a_flow else _OTHER_ECHO, quoted)
    ends = packet.source.packed + packet.destination.packed
    payload = _with_checksum(packet.protocol, ends, payload)
    if packet.source.version == 6:
        first = 6 << 28 | kind << 20 | identity
        return pack("!IHBB", first, len(payload), packet.protocol, _HOPS) + ends + payload
    start = pack("!BBHHHBB", 0x45, kind, 20 + len(payload), identity, 0, _HOPS, packet.protocol)
    return start + _checksum(start + ends) + ends + payload


def _with_checksum(protocol: int, ends: bytes, payload: bytes) -> bytes:
    """Return a payload with its checksum, if its protocol has this one, where it belongs."""
    if protocol not in _CHECKSUM_AT:
        return payload
    at = _CHECKSUM_AT[protocol]
    pseudo_header = b"" if protocol == ICMP else ends + pack("!II", len(payload), protocol)
    return payload[:at] + _checksum(pseudo_header + payload) + payload[at + 2 :]


def _checksum(data: bytes) -> bytes:
    """Return the Internet checksum (RFC 1071) of data where its own place holds zeros."""
    data += bytes(len(data) % 2)
    total = sum(data[0::2]) * 256 + sum(data[1::2])
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return pack("!H", ~total & 0xFFFF)


def _payload(packet: Packet, echo: int, quoted: bytes) -> bytes:
    ports = pack("!HH", packet.source_port or 0, packet.destination_port or 0)
    if packet.protocol == TCP:
        return ports + pack("!IIBBHHH", 1, 1, 5 << 4, packet.tcp_flags or 0, 8192, 0, 0)
    if packet.protocol == UDP:
        return ports + pack("!HH", 8, 0)
    if packet.protocol == SCTP:
        return ports + _sctp_init(ports)
    if packet.icmp:
        return pack("!BBHHH", *packet.icmp, 0, 0 if quoted else echo, 0) + quoted
    return bytes(8)


def _sctp_init(ports: bytes) -> bytes:
    """Return what follows the ports in an SCTP packet that opens an association (RFC 9260)."""
    no_tag = bytes(4)
    chunk = pack("!BBHIIHHI", 1, 0, 20, 1, 8192, 1, 1, 1)
    return no_tag + pack("<I", _crc32c(ports + no_tag + bytes(4) + chunk)) + chunk


def _crc32c(data: bytes) -> int:
    remainder = 0xFFFFFFFF
    for byte in data:
        remainder ^= byte
        for _ in range(8):
            remainder = remainder >> 1 ^ (0x82F63B78 if remainder & 1 else 0)
    return ~remainder & 0xFFFFFFFF
