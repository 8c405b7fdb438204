"""What `netsh advfirewall firewall` and the cmdlets of PowerShell call the parts of a rule.

Reading and writing scripts both go by this table.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A field of `FirewallRule`, its argument of netsh and its parameter of New-NetFirewallRule.

    "" is none: netsh cannot say everything.
    """

    field: str
    netsh: str
    cmdlet: str


TERMS = (
    Term("name", "name", "DisplayName"),
    Term("group", "", "Group"),
    Term("directions", "dir", "Direction"),
    Term("action", "action", "Action"),
    Term("enabled", "enable", "Enabled"),
    Term("profiles", "profile", "Profile"),
    Term("protocol", "protocol", "Protocol"),
    Term("icmp", "", "IcmpType"),
    Term("local", "localip", "LocalAddress"),
    Term("remote", "remoteip", "RemoteAddress"),
    Term("local_ports", "localport", "LocalPort"),
    Term("remote_ports", "remoteport", "RemotePort"),
    Term("program", "program", "Program"),
    Term("service", "service", "Service"),
    Term("package", "", "Package"),
    Term("owner", "", "Owner"),
    Term("interface_types", "interfacetype", "InterfaceType"),
    Term("interfaces", "", "InterfaceAlias"),
    Term("local_users", "", "LocalUser"),
    Term("remote_users", "rmtusrgrp", "RemoteUser"),
    Term("remote_computers", "rmtcomputergrp", "RemoteMachine"),
    Term("security", "security", "Authentication"),
    Term("edge", "edge", "EdgeTraversalPolicy"),
)
"""Netsh says an ICMP type within `protocol`, and the cmdlets a part of `action` and `security` with
OverrideBlockRules and Encryption."""

SECURITY_TERMS = (
    Term("name", "name", "DisplayName"),
    Term("group", "", "Group"),
    Term("enabled", "enable", "Enabled"),
    Term("profiles", "profile", "Profile"),
    Term("protocol", "protocol", "Protocol"),
    Term("local", "endpoint1", "LocalAddress"),
    Term("remote", "endpoint2", "RemoteAddress"),
    Term("local_ports", "port1", "LocalPort"),
    Term("remote_ports", "port2", "RemotePort"),
    Term("interface_types", "interfacetype", "InterfaceType"),
    Term("interfaces", "", "InterfaceAlias"),
)
"""The same for connection security rules, whose action netsh says in one word, and
New-NetIPsecRule with InboundSecurity and OutboundSecurity."""
