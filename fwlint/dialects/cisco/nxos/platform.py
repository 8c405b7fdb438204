"""What is particular to Cisco NX-OS."""

from __future__ import annotations

from fwlint.dialects.cisco.names import icmp, ports, protocols
from fwlint.dialects.cisco.platform import Kind, Platform

IPV4 = Kind("ipv4_entry", 4, "implicit deny ip any any")
IPV6 = Kind("ipv6_entry", 6, "implicit deny ipv6 any any")

NXOS = Platform(
    title="NX-OS",
    grammar="cisco_nxos",
    starts=(
        "section",
        "interface_line",
        "terminal_line",
        "map_line",
        "network_member",
        "network6_member",
        "port_member",
        "ipv4_entry",
        "ipv6_entry",
    ),
    kinds={"ipv4_list": IPV4, "ipv6_list": IPV6},
    protocols=protocols.NXOS,
    ports=ports.NXOS,
    messages=icmp.NXOS,
    every_protocol={4: ("ip",), 6: ("ipv6",)},
    ipv6_binding="ipv6 traffic-filter",
    all_flags=True,
    swaps_ranges=True,
)
