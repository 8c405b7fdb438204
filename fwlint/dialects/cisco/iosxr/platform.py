"""What is particular to Cisco IOS XR."""

from __future__ import annotations

from fwlint.dialects.cisco.names import icmp, ports, protocols
from fwlint.dialects.cisco.platform import Kind, Platform

IPV4 = Kind("ipv4_entry", 4, "implicit deny ipv4 any any")
IPV6 = Kind(
    "ipv6_entry",
    6,
    "implicit deny ipv6 any any",
    ("permit icmpv6 any any nd-na", "permit icmpv6 any any nd-ns"),
)

IOSXR = Platform(
    title="IOS XR",
    grammar="cisco_iosxr",
    starts=(
        "section",
        "interface_line",
        "terminal_line",
        "network_member",
        "network6_member",
        "port_member",
        "ipv4_entry",
        "ipv6_entry",
    ),
    kinds={"ipv4_list": IPV4, "ipv6_list": IPV6},
    protocols=protocols.IOSXR,
    ports=ports.IOSXR,
    messages=icmp.IOSXR,
    every_protocol={4: ("ipv4", "ip"), 6: ("ipv6",)},
    ipv6_binding="ipv6 access-group",
)
