"""A block of `netsh advfirewall consec show rule` read as a connection security rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fwlint.dialects.windows.connection_security import ConnectionSecurityRule
from fwlint.dialects.windows.match import ANY_PROTOCOLS, ANYWHERE
from fwlint.dialects.windows.netsh import values
from fwlint.dialects.windows.netsh.blocks import DESCRIPTION
from fwlint.dialects.windows.netsh.compact import compact
from fwlint.dialects.windows.netsh.languages import NAME
from fwlint.dialects.windows.netsh.reading import Reading
from fwlint.dialects.windows.netsh.rules import read_ports
from fwlint.model.box import ANY_PROFILE

NOT_VERBOSE = "the export is not verbose: interface types are not shown"

_EXEMPT = "ExemptIPsecProtectedConnections"
_WITHOUT_MEANING = (
    DESCRIPTION,
    "Grouping",
    "Rule source",
    "LocalTunnelEndpoint",
    "RemoteTunnelEndpoint",
)
"""Labels that do not say which packets a rule is about, nor what it asks of them."""


def read_connection_security(reading: Reading, ignored: str) -> ConnectionSecurityRule:
    """Return the rule that the block under way stands for.

    What cannot be read leaves the rule as wide as it may be, under a condition that says so. Keys
    that netsh shows are no part of it. `ignored` is the setting by which local rules may not count.
    """
    block = reading.block
    rule = ConnectionSecurityRule(block.name, reading.source.span(block.line), compact(block), "")
    if reading.refuses():
        return replace(rule, others=tuple(reading.conditions))
    reading.require(NAME)
    protocol = reading.value("Protocol", values.protocol, ANY_PROTOCOLS)
    rule = replace(
        rule,
        action=reading.value("Action", values.security_action, ""),
        enabled=reading.value("Enabled", values.enabled, True),
        profiles=reading.value("Profiles", values.profiles, ANY_PROFILE),
        protocol=protocol,
        endpoint1=reading.value("Endpoint1", values.addresses, ANYWHERE),
        endpoint2=reading.value("Endpoint2", values.addresses, ANYWHERE),
        ports1=read_ports(reading, "Port1", protocol),
        ports2=read_ports(reading, "Port2", protocol),
        interface_types=reading.optional("InterfaceTypes", values.interface_types, ()),
        notes=tuple(_notes(reading)),
    )
    reading.block.stray += reading.block.table
    hidden = tuple(_hidden(reading, ignored))
    reading.skip(NAME, *_WITHOUT_MEANING)
    reading.report_the_rest()
    return replace(rule, others=(*reading.conditions, *hidden))


def _notes(reading: Reading) -> Iterator[tuple[str, str]]:
    yield "mode", reading.remark("Mode", values.mode, "")
    yield "type", reading.text("Type")
    yield "auth1", reading.text("Auth1")
    yield "auth2", reading.text("Auth2")


def _hidden(reading: Reading, ignored: str) -> Iterator[str]:
    if "InterfaceTypes" not in reading.block.entries:
        yield NOT_VERBOSE
    exempt = reading.text(_EXEMPT)
    if exempt not in ("", "No"):
        yield f"{_EXEMPT} {exempt}"
    if ignored and reading.optional("Rule source", values.is_local, True):
        yield f"{ignored}: this rule is not local"
