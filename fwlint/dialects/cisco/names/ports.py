"""Port names: one word may mean different ports in different protocols, and on different platforms.

After the keyword lists of Cisco's command references (permit, deny). The platforms know few names
and print all else as numbers: IOS and NX-OS have no `ssh` or `https`.
"""

from __future__ import annotations

from collections.abc import Mapping

from fwlint.model import protocols

PortNames = Mapping[int, Mapping[str, int]]
"""The port names of each protocol that has any."""

_TCP_PORTS = {
    "bgp": 179,
    "chargen": 19,
    "cmd": 514,
    "daytime": 13,
    "discard": 9,
    "domain": 53,
    "drip": 3949,
    "echo": 7,
    "exec": 512,
    "finger": 79,
    "ftp": 21,
    "ftp-data": 20,
    "gopher": 70,
    "hostname": 101,
    "ident": 113,
    "irc": 194,
    "klogin": 543,
    "kshell": 544,
    "login": 513,
    "lpd": 515,
    "msrpc": 135,
    "nntp": 119,
    "onep-plain": 15001,
    "onep-tls": 15002,
    "pim-auto-rp": 496,
    "pop2": 109,
    "pop3": 110,
    "smtp": 25,
    "sunrpc": 111,
    "syslog": 514,
    "tacacs": 49,
    "talk": 517,
    "telnet": 23,
    "time": 37,
    "uucp": 540,
    "whois": 43,
    "www": 80,
}

_UDP_PORTS = {
    "biff": 512,
    "bootpc": 68,
    "bootps": 67,
    "discard": 9,
    "dnsix": 195,
    "domain": 53,
    "echo": 7,
    "isakmp": 500,
    "mobile-ip": 434,
    "nameserver": 42,
    "netbios-dgm": 138,
    "netbios-ns": 137,
    "netbios-ss": 139,
    "non500-isakmp": 4500,
    "ntp": 123,
    "pim-auto-rp": 496,
    "rip": 520,
    "snmp": 161,
    "snmptrap": 162,
    "sunrpc": 111,
    "syslog": 514,
    "tacacs": 49,
    "talk": 517,
    "tftp": 69,
    "time": 37,
    "who": 513,
    "xdmcp": 177,
}

_IOS_TCP = {**_TCP_PORTS, "msrpc": 135, "onep-plain": 15001, "onep-tls": 15002}
_IOS_UDP = {**_UDP_PORTS, "ripv6": 521}

_XR_TCP = {**_TCP_PORTS, "https": 443, "ldp": 646, "msdp": 639, "ssh": 22}
_XR_UDP = {**_UDP_PORTS, "ldp": 646}

IOS: PortNames = {protocols.TCP: _IOS_TCP, protocols.UDP: _IOS_UDP}
NXOS: PortNames = {protocols.TCP: _TCP_PORTS, protocols.UDP: _UDP_PORTS}
IOSXR: PortNames = {protocols.TCP: _XR_TCP, protocols.UDP: _XR_UDP}
