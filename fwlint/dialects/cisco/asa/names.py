"""The words of ASA for protocols, ports and ICMP messages, after its command reference."""

from __future__ import annotations

from collections.abc import Mapping

from fwlint.dialects.cisco.names import icmp, ports
from fwlint.model import protocols

PROTOCOLS: Mapping[str, int] = {
    "ah": 51,
    "ahp": 51,
    "eigrp": 88,
    "esp": 50,
    "gre": 47,
    "icmp": protocols.ICMP,
    "icmp6": protocols.ICMPV6,
    "igmp": protocols.IGMP,
    "igrp": 9,
    "ipinip": 4,
    "ipsec": 50,
    "nos": 94,
    "ospf": 89,
    "pcp": 108,
    "pim": 103,
    "pptp": 47,
    "sctp": protocols.SCTP,
    "snp": 109,
    "tcp": protocols.TCP,
    "udp": protocols.UDP,
}

_EITHER = {"cifs": 3020, "http": 80, "kerberos": 750, "nfs": 2049, "sip": 5060, "www": 80}
_TCP = {
    **ports.NXOS[protocols.TCP],
    **_EITHER,
    "aol": 5190,
    "citrix-ica": 1494,
    "ctiqbe": 2748,
    "h323": 1720,
    "https": 443,
    "imap4": 143,
    "ldap": 389,
    "ldaps": 636,
    "lotusnotes": 1352,
    "netbios-ssn": 139,
    "pcanywhere-data": 5631,
    "pptp": 1723,
    "rsh": 514,
    "rtsp": 554,
    "sqlnet": 1521,
    "ssh": 22,
}
_UDP = {
    **ports.NXOS[protocols.UDP],
    **_EITHER,
    "dns": 53,
    "pcanywhere-status": 5632,
    "radius": 1645,
    "radius-acct": 1646,
    "secureid-udp": 5510,
    "vxlan": 4789,
}
PORTS: ports.PortNames = {protocols.TCP: _TCP, protocols.UDP: _UDP}

MESSAGES: icmp.MessageNames = {
    4: icmp.IOS[4],
    6: {
        "echo": (128, None),
        "echo-reply": (129, None),
        "membership-query": (130, None),
        "membership-reduction": (132, None),
        "membership-report": (131, None),
        "neighbor-advertisement": (136, None),
        "neighbor-redirect": (137, None),
        "neighbor-solicitation": (135, None),
        "packet-too-big": (2, None),
        "parameter-problem": (4, None),
        "router-advertisement": (134, None),
        "router-renumbering": (138, None),
        "router-solicitation": (133, None),
        "time-exceeded": (3, None),
        "unreachable": (1, None),
    },
}
