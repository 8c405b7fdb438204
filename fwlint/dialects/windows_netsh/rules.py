"""A block lowered to rules of the common model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fwlint.dialects.source import Source
from fwlint.dialects.windows_netsh import values
from fwlint.dialects.windows_netsh.blocks import NAME, Block
from fwlint.dialects.windows_netsh.match import Match, read_match
from fwlint.dialects.windows_netsh.reading import Reading
from fwlint.model.diagnostic import Diagnostic
from fwlint.model.export import Direction
from fwlint.model.rule import Action, Rule

NOT_VERBOSE = "the export is not verbose: program, service and users are not shown"
AUTHENTICATED = "the peer is authenticated by IPsec"
HIDDEN_PACKAGE = "netsh does not show app packages: the rule may be for one app only"

_BOTH: tuple[Direction, ...] = (Direction.IN, Direction.OUT)
_UNSAID = ("Description", "Grouping", "Rule source")
_USUAL = (
    ("Enabled", "Yes"),
    ("Profiles", "Domain,Private,Public"),
    ("Edge traversal", "No"),
    ("Security", "NotRequired"),
)
_SAID_EVEN_IF_ANY = (NAME, "RemoteIP", "Protocol")


@dataclass(frozen=True, slots=True)
class Lowered:
    """What one block became: the rules of each direction, and what was not understood."""

    rules: tuple[tuple[Direction, Rule], ...]
    diagnostics: tuple[Diagnostic, ...]


def lower(source: Source, block: Block) -> Lowered:
    """Return the rules that a block stands for.

    What cannot be read leaves the rule as wide as it may be, under a condition that says so. Edge
    traversal has no say here: it only admits packets that come through a NAT's tunnel.
    """
    reading = Reading(source, block)
    name = reading.value(NAME, str, "")
    enabled = reading.value("Enabled", values.enabled, True)
    directions = reading.value("Direction", values.directions, _BOTH)
    match = read_match(reading)
    action = reading.value("Action", values.action, Action.UNKNOWN)
    _read_conditions(reading, match, action)
    reading.report_the_rest()
    rules = tuple(
        (
            direction,
            Rule(
                packets,
                action,
                source.span(block.line),
                compact(block),
                (*conditions, *reading.conditions),
                name=name,
                enabled=enabled,
            ),
        )
        for direction in directions
        for packets, conditions in match.alternatives(direction)
    )
    return Lowered(rules, tuple(reading.diagnostics))


def _read_conditions(reading: Reading, match: Match, action: Action) -> None:
    block = reading.block
    reading.depend_on("Program", unless="Any")
    reading.depend_on("Service", unless="Any")
    reading.depend_on("InterfaceTypes", unless="Any")
    reading.depend_on("Security", unless="NotRequired")
    if action is Action.BYPASS:
        reading.conditions.append(AUTHENTICATED)
    if block.is_terse:
        reading.conditions.append(NOT_VERBOSE)
    elif match.is_any_to_any and not block.names_program:
        reading.conditions.append(HIDDEN_PACKAGE)


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
