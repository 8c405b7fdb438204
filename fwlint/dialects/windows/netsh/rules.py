"""A block of the listing read as a rule of Windows Firewall."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace

from fwlint.dialects.windows.firewall_rule import BOTH_WAYS, FirewallRule
from fwlint.dialects.windows.match import ANY_PORTS, ANY_PROTOCOLS, ANYWHERE, Ports, Protocol
from fwlint.dialects.windows.netsh import values
from fwlint.dialects.windows.netsh.blocks import DESCRIPTION, Block
from fwlint.dialects.windows.netsh.compact import compact
from fwlint.dialects.windows.netsh.icmp import read_table
from fwlint.dialects.windows.netsh.languages import NAME
from fwlint.dialects.windows.netsh.losses import (
    HIDDEN_PACKAGE,
    NOT_VERBOSE,
    PLAY_TO_AS_ANY,
)
from fwlint.dialects.windows.netsh.reading import Reading
from fwlint.model.box import ANY_PROFILE
from fwlint.model.rule import Action


def read_rule(reading: Reading, play_to: Set[str]) -> FirewallRule:
    """Return the rule that the block under way stands for.

    What cannot be read leaves the rule as wide as it may be, under a condition that says so.
    `play_to` are the groups whose rules may be for Play-To renderers only.
    """
    block = reading.block
    if reading.refuses():
        return _opaque(reading)
    reading.require(NAME)
    protocol = reading.value("Protocol", values.protocol, ANY_PROTOCOLS)
    rule = FirewallRule(
        name=reading.text(NAME),
        span=reading.source.span(block.line),
        text=compact(block),
        action=reading.value("Action", values.action, Action.UNKNOWN),
        directions=reading.value("Direction", values.directions, BOTH_WAYS),
        enabled=reading.value("Enabled", values.enabled, True),
        profiles=reading.value("Profiles", values.profiles, ANY_PROFILE),
        protocol=protocol,
        icmp=read_table(reading, protocol),
        local=reading.value("LocalIP", values.addresses, ANYWHERE),
        remote=reading.value("RemoteIP", values.addresses, ANYWHERE),
        local_ports=read_ports(reading, "LocalPort", protocol),
        remote_ports=read_ports(reading, "RemotePort", protocol),
        program=reading.optional("Program", values.limit, ""),
        service=reading.optional("Service", values.limit, ""),
        interface_types=reading.optional("InterfaceTypes", values.interface_types, ()),
        security=reading.optional("Security", values.security, ""),
        edge=reading.remark("Edge traversal", values.edge, ""),
        group=reading.text("Grouping"),
    )
    reading.skip(DESCRIPTION, "Rule source")
    reading.report_the_rest()
    return replace(rule, others=(*reading.conditions, *_hidden(block, rule, play_to)))


def read_ports(reading: Reading, label: str, protocol: Protocol) -> Ports:
    """Return the ports behind `label`; a port of a protocol that has none is a condition."""
    if protocol.has_ports:
        return reading.value(label, values.ports, ANY_PORTS)
    said = reading.optional(label, values.limit, "")
    if said:
        reading.conditions.append(f"{label} {said}")
    return ANY_PORTS


def _opaque(reading: Reading) -> FirewallRule:
    block = reading.block
    name = block.name or block.heading.partition(":")[2].strip()
    return FirewallRule(
        name,
        reading.source.span(block.line),
        compact(block) or block.heading,
        Action.UNKNOWN,
        others=tuple(reading.conditions),
    )


def _hidden(block: Block, rule: FirewallRule, play_to: Set[str]) -> Iterator[str]:
    if block.is_terse:
        yield NOT_VERBOSE
    elif rule.is_any_to_any and not block.names_program:
        yield HIDDEN_PACKAGE
    if rule.group in play_to and rule.remote == ANYWHERE:
        yield PLAY_TO_AS_ANY
