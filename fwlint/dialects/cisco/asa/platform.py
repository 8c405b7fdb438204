"""What is particular to ASA, as data for the modules that the family shares."""

from __future__ import annotations

from fwlint.dialects.cisco.asa.names import MESSAGES, PORTS, PROTOCOLS
from fwlint.dialects.cisco.platform import Kind, Platform

MEMBERS = (
    "network_object_member",
    "network_group_member",
    "service_object_member",
    "service_group_member",
    "port_group_member",
    "protocol_group_member",
    "icmp_group_member",
)
"""The grammar's start rules for the members of objects and groups."""

ASA = Platform(
    title="ASA",
    grammar="cisco_asa",
    starts=(
        "section",
        "command",
        "interface_line",
        "entry",
        "standard_entry",
        "ipv6_entry",
        *MEMBERS,
    ),
    kinds={start: Kind(start, 4, "implicit deny") for start in ("entry", "standard_entry")},
    protocols={4: PROTOCOLS, 6: PROTOCOLS},
    ports=PORTS,
    messages=MESSAGES,
    every_protocol={4: ("ip",), 6: ("ip", "ipv6")},
    ipv6_binding="access-group",
    mask="netmask",
    without_list="takes no such binding, so that nobody can say what passes",
    without_entries="denies everything",
    logs_connections=True,
)
