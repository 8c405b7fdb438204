"""Protocol names in the lists of each address family, after Cisco's command references."""

from __future__ import annotations

from collections.abc import Mapping

from fwlint.model import protocols

ProtocolNames = Mapping[int, Mapping[str, int]]
"""Protocol names in the lists of each address family."""

_EITHER = {
    "ahp": 51,
    "esp": 50,
    "pcp": 108,
    "sctp": protocols.SCTP,
    "tcp": protocols.TCP,
    "udp": protocols.UDP,
}
_IPV4 = {
    **_EITHER,
    "eigrp": 88,
    "gre": 47,
    "icmp": protocols.ICMP,
    "igmp": protocols.IGMP,
    "igrp": 9,
    "ipinip": 4,
    "nos": 94,
    "ospf": 89,
    "pim": 103,
}
_IPV6 = {**_EITHER, "icmp": protocols.ICMPV6}

IOS: ProtocolNames = {4: {**_IPV4, "ipv6": 41}, 6: _IPV6}
NXOS: ProtocolNames = {4: _IPV4, 6: _IPV6}
IOSXR: ProtocolNames = {4: {**_IPV4, "ipv6": 41}, 6: {**_IPV6, "icmpv6": protocols.ICMPV6}}
