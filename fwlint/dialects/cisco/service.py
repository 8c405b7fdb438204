"""A member of a service group: `tcp source gt 1023 eq 80`, `tcp-udp eq 53`, `icmp echo`, `ahp`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fwlint.dialects.cisco.platform import Platform
from fwlint.dialects.cisco.transport import Transport, icmp_set, port_set
from fwlint.dialects.cisco.words import inner, number, trees, words
from fwlint.model import protocols
from fwlint.model.bitset import BitSet

if TYPE_CHECKING:
    from lark import Token, Tree

_FAMILY = 4
"""Groups of services are for IPv4 alone."""

_WITH_PORTS = {
    "tcp": (protocols.TCP,),
    "udp": (protocols.UDP,),
    "tcp-udp": (protocols.TCP, protocols.UDP),
    "sctp": (protocols.SCTP,),
}


def transports(service: Tree[Token], platform: Platform) -> Iterator[Transport]:
    """Yield what a service is, once for each protocol. Raises MeaninglessError."""
    protocol, *details = trees(service)
    word = words(protocol)[0]
    if protocol.data == "ported_protocol":
        for value in _WITH_PORTS[word]:
            yield _with_ports(value, details, platform)
    elif word in platform.every_protocol[_FAMILY]:
        yield Transport()
    else:
        value = number(word, 255, platform.protocols[_FAMILY], "protocol")
        found = Transport(BitSet.of((value,)))
        for message in details:
            messages = icmp_set(message, _FAMILY, platform)
            found = found._replace(icmp=messages, asks_header=True)
        yield found


def _with_ports(protocol: int, details: list[Tree[Token]], platform: Platform) -> Transport:
    found = Transport(BitSet.of((protocol,)), asks_header=bool(details))
    for detail in details:
        ports = inner(detail)
        members = port_set(str(ports.data), tuple(words(ports)), protocol, platform)
        if detail.data == "from_port":
            found = found._replace(source_port=members)
        else:
            found = found._replace(destination_port=members)
    return found
