"""What is particular to Cisco IOS and IOS XE."""

from __future__ import annotations

from fwlint.dialects.cisco.names import icmp, ports, protocols
from fwlint.dialects.cisco.platform import Kind, Platform

STANDARD = Kind("standard_entry", 4, "implicit deny any")
EXTENDED = Kind("extended_entry", 4, "implicit deny ip any any")
IPV6 = Kind(
    "ipv6_entry",
    6,
    "implicit deny ipv6 any any",
    ("permit icmp any any nd-na", "permit icmp any any nd-ns"),
)

IOS = Platform(
    title="IOS",
    grammar="cisco_ios",
    starts=(
        "section",
        "interface_line",
        "terminal_line",
        "map_line",
        "network_member",
        "network6_member",
        "service_member",
        "port_member",
        "standard_entry",
        "extended_entry",
        "ipv6_entry",
    ),
    kinds={"standard_list": STANDARD, "extended_list": EXTENDED, "ipv6_list": IPV6},
    protocols=protocols.IOS,
    ports=ports.IOS,
    messages=icmp.IOS,
    every_protocol={4: ("ip",), 6: ("ipv6",)},
    ipv6_binding="ipv6 traffic-filter",
)
