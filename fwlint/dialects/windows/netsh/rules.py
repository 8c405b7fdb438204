"""A block of the listing read as a rule of Windows Firewall."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fwlint.dialects.windows.firewall_rule import BOTH_WAYS, FirewallRule
from fwlint.dialects.windows.match import ANY_PORTS, ANY_PROTOCOLS, ANYWHERE, Ports, Protocol
from fwlint.dialects.windows.netsh import values
from fwlint.dialects.windows.netsh.blocks import NAME, Block
from fwlint.dialects.windows.netsh.reading import Reading
from fwlint.model.box import ANY_ICMP, ANY_PROFILE
from fwlint.model.intervals import IntervalSet
from fwlint.model.rule import Action

NOT_VERBOSE = "the export is not verbose: program, service and users are not shown"
HIDDEN_PACKAGE = "netsh does not show app packages: the rule may be for one app only"

_UNSAID = ("Description", "Grouping", "Rule source")
_USUAL = (
    ("Enabled", "Yes"),
    ("Profiles", "Domain,Private,Public"),
    ("Edge traversal", "No"),
    ("Security", "NotRequired"),
)
_SAID_EVEN_IF_ANY = (NAME, "RemoteIP", "Protocol")


def read_rule(reading: Reading) -> FirewallRule:
    """Return the rule that the block under way stands for.

    What cannot be read leaves the rule as wide as it may be, under a condition that says so.
    """
    block = reading.block
    protocol = reading.value("Protocol", values.protocol, ANY_PROTOCOLS)
    rule = FirewallRule(
        name=reading.value(NAME, str, ""),
        span=reading.source.span(block.line),
        text=compact(block),
        action=reading.value("Action", values.action, Action.UNKNOWN),
        directions=reading.value("Direction", values.directions, BOTH_WAYS),
        enabled=reading.value("Enabled", values.enabled, True),
        profiles=reading.value("Profiles", values.profiles, ANY_PROFILE),
        protocol=protocol,
        icmp=_icmp(reading, protocol),
        local=reading.value("LocalIP", values.addresses, ANYWHERE),
        remote=reading.value("RemoteIP", values.addresses, ANYWHERE),
        local_ports=_ports(reading, "LocalPort", protocol),
        remote_ports=_ports(reading, "RemotePort", protocol),
        program=reading.optional("Program", unless="Any"),
        service=reading.optional("Service", unless="Any"),
        interface_types=_interface_types(reading),
        security=reading.optional("Security", unless="NotRequired").lower(),
        edge=_EDGES.get(reading.optional("Edge traversal", unless="No"), ""),
        group=reading.optional("Grouping", unless=""),
    )
    reading.report_the_rest()
    return replace(rule, others=(*reading.conditions, *_hidden(block, rule)))


_EDGES = {"Yes": "yes", "Defer to application": "deferapp", "Defer to user": "deferuser"}


def _hidden(block: Block, rule: FirewallRule) -> Iterator[str]:
    if block.is_terse:
        yield NOT_VERBOSE
    elif rule.is_any_to_any and not block.names_program:
        yield HIDDEN_PACKAGE


def _interface_types(reading: Reading) -> tuple[str, ...]:
    types = reading.optional("InterfaceTypes", unless="Any")
    return tuple(one.strip().lower() for one in types.split(",") if one)


def _ports(reading: Reading, label: str, protocol: Protocol) -> Ports:
    if protocol.has_ports:
        return reading.value(label, values.ports, ANY_PORTS)
    if said := reading.optional(label, unless="Any"):
        reading.conditions.append(f"{label} {said}")
    return ANY_PORTS


def _icmp(reading: Reading, protocol: Protocol) -> IntervalSet[int]:
    rows = reading.block.icmp
    if not protocol.has_icmp:
        reading.block.stray.extend(rows)
        return ANY_ICMP
    if not rows:
        return ANY_ICMP
    sets = [reading.value_of(row, values.icmp, ANY_ICMP) for row in rows]
    union = IntervalSet.union(span for one in sets for span in one.spans)
    return ANY_ICMP if union == ANY_ICMP else union


def compact(block: Block) -> str:
    """Return the block on one line in netsh's own words, without what is empty or usual."""
    return "; ".join(_telling_parts(block))


def _telling_parts(block: Block) -> Iterator[str]:
    for label, line in block.entries.items():
        usual = (label, line.value) in _USUAL
        any_at_all = line.value in ("", "Any") and label not in _SAID_EVEN_IF_ANY
        if label not in _UNSAID and not usual and not any_at_all:
            yield f"{label}: {line.value}"
        if label == "Protocol":
            yield from ("Type {}, Code {}".format(*row.value.split()) for row in block.icmp)
