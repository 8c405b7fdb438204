"""FW109."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from fwlint.analysis.exposure import (
    Exposure,
    exposure,
    first_packets,
    is_internal,
    strangers,
)
from fwlint.analysis.openings import openings
from fwlint.analysis.outcome import Outcome
from fwlint.analysis.permits import accepted_by_default
from fwlint.analysis.witness import shown_packet
from fwlint.checks.risky_services import RISKY_SERVICES, Service
from fwlint.model.addresses import EVERYWHERE
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_PORT, ANY_PROTOCOL, NEW, WHOLE, Box
from fwlint.model.check import Check, Subject
from fwlint.model.describe import interfaces, sources
from fwlint.model.export import Direction, Export, Path
from fwlint.model.finding import Finding, Level
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import NOTHING, PacketSet
from fwlint.model.rule import Action
from fwlint.model.source import Span

_SHOWN_SERVICES = 3
_OTHER_INTERFACE = "~"
"""An interface that no rule names."""


class ExposedService(Check):
    """A rule opens an administrative service, a database or a legacy service to any source.

    ## Why it matters
    These services are found within hours by whoever scans for them, and are made for known peers
    only: they trust what a client says, send passwords in clear text, or are the last door before
    the data. The finding names the services, where they can be reached, and a packet that passes.

    ## Example
    ```windows-netsh
    Rule Name:                            Remote Desktop
    ----------------------------------------------------------------------
    Enabled:                              Yes
    Direction:                            In
    Profiles:                             Domain,Private,Public
    Grouping:
    LocalIP:                              Any
    RemoteIP:                             Any
    Protocol:                             TCP
    LocalPort:                            3389
    RemotePort:                           Any
    Edge traversal:                       No
    InterfaceTypes:                       Any
    Security:                             NotRequired
    Action:                               Allow
    ```

    ## Instead
    ```windows-netsh
    Rule Name:                            Remote Desktop
    ----------------------------------------------------------------------
    Enabled:                              Yes
    Direction:                            In
    Profiles:                             Domain
    Grouping:
    LocalIP:                              Any
    RemoteIP:                             10.0.99.0/24
    Protocol:                             TCP
    LocalPort:                            3389
    RemotePort:                           Any
    Edge traversal:                       No
    InterfaceTypes:                       Any
    Security:                             NotRequired
    Action:                               Allow
    ```

    ## References
    - NIST SP 800-41 Rev. 1, section 4.1.3: incoming TCP and UDP traffic is denied by default.
    - CIS Controls v8, safeguard 4.4: a firewall on servers.
    """

    id = "FW109"
    name = "exposed-service"
    level = Level.WARNING
    severity = 7.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each rule that opens such services on a way into or across.

        Where it only may, it is a note with the conditions. Rules that permit everything, defaults
        that accept, and what the site's rulesets speak of are left to FW101, FW102 and FW201 to
        FW204.
        """
        export = subject.export
        permits: dict[Span, _Permit] = {}
        for path in export.paths:
            if path.direction is not Direction.OUT and not accepted_by_default(export, path):
                _collect(export, path, _documented(subject, path.direction), permits)
        for permit in permits.values():
            yield from self._findings(export, permit)

    def _findings(self, export: Export, permit: _Permit) -> Iterator[Finding]:
        packets = permit.surely or permit.possibly
        if not packets:
            return
        outcome = permit.outcome
        verb = "accepts" if permit.surely else "may accept"
        on = f" on {', '.join(permit.interfaces)}" if permit.interfaces else ""
        where = "; ".join(openings(packets.freed("source")))
        yield Finding(
            check=self.id,
            level=self.level if permit.surely else Level.NOTE,
            message=f"{outcome.policy.name} {verb} {_names(packets)}: {where}{on}",
            span=outcome.span,
            decided_by=outcome.text,
            witness=shown_packet(export, packets),
            conditions=() if permit.surely else tuple(permit.conditions),
        )


@dataclass(slots=True)
class _Permit:
    """What a rule lets pass of the risky services; `outcome` is one of those that it decides."""

    outcome: Outcome
    surely: PacketSet = NOTHING
    possibly: PacketSet = NOTHING
    conditions: dict[str, None] = field(default_factory=dict)
    interfaces: dict[str, None] = field(default_factory=dict)

    def add(self, found: Exposure, packets: PacketSet, path: Path, *, names_ports: bool) -> None:
        """Add `packets`, which the rule lets pass on `path`.

        A rule without ports counts only if it surely does so, and on every interface: one that
        trusts an interface, or a peer that a condition picks out, says nothing of services.
        """
        doubtful = packets & found.verdict.conditional
        is_last = path.main_stage in ("", path.stages[-1])  # and nothing after it denies
        is_sure = is_last and not found.verdict.conditional
        surely = packets if is_sure else packets & found.surely
        conditions = found.verdict.conditions(doubtful) if doubtful else ()
        if is_internal(path):
            surely, doubtful = NOTHING, packets & found.possibly
            conditions += (f"{path.name} carries packets from outside {sources(path.traffic)}",)
        limits = _limits(packets, path)
        if names_ports or not limits:
            self.surely |= surely
            self.interfaces |= dict.fromkeys(limits)
        if names_ports and doubtful:
            self.possibly |= doubtful
            self.conditions |= dict.fromkeys(conditions)


def _documented(subject: Subject, direction: Direction) -> PacketSet:
    """Return the services that a ruleset speaks of: FW201 to FW204 judge those.

    What comes into a host is for the host, so its addresses do not matter there.
    """
    inbound = direction is Direction.IN
    return PacketSet.of(
        Box(
            family,
            protocol=box.protocol,
            destination=EVERYWHERE if inbound else box.destination,
            destination_port=box.destination_port,
        )
        for demand in subject.demands
        if demand.direction is direction
        for box in demand.packets
        for family in ((4, 6) if inbound else (box.family,))
    )


def _collect(export: Export, path: Path, told: PacketSet, permits: dict[Span, _Permit]) -> None:
    """Add to `permits` what rules of a path's main stage let pass from anywhere, but for `told`."""
    stage = path.main_stage or path.stages[-1]
    for family in path.families:
        found = exposure(export, path, _asked(family) - told)
        if not found:
            continue
        for outcome in found.verdict.outcomes:
            rule = outcome.rule
            if rule and outcome.stage == stage and outcome.action is Action.ACCEPT:
                boxes = [box for box in rule.packets if _takes_first_packets(box, family)]
                if _is_of_services_for_anybody(boxes):
                    permit = permits.setdefault(rule.span, _Permit(outcome))
                    names_ports = all(box.destination_port != ANY_PORT for box in boxes)
                    permit.add(found, outcome.packets, path, names_ports=names_ports)


def _asked(family: int) -> PacketSet:
    """Return how strangers knock at all risky services."""
    ports: dict[int, IntervalSet[int]] = {}
    for service in RISKY_SERVICES:
        ports[service.protocol] = ports.get(service.protocol, IntervalSet()) | service.ports
    source = strangers(family)
    return PacketSet(
        tuple(first_packets(family, protocol, those, source) for protocol, those in ports.items())
    )


def _takes_first_packets(box: Box, family: int) -> bool:
    return box.family == family and NEW in box.state and WHOLE in box.fragment


def _is_of_services_for_anybody(boxes: list[Box]) -> bool:
    """Return whether a rule takes any source, and is not just about all that comes in somewhere."""
    anything = (ANY_PROTOCOL, EVERYWHERE, ANY_PORT)
    return all(box.source == EVERYWHERE for box in boxes) and any(
        (box.protocol, box.destination, box.destination_port) != anything for box in boxes
    )


def _limits(packets: PacketSet, path: Path) -> list[str]:
    """Return the few interfaces that `packets` come in by, where the path has any others."""
    if not any(_OTHER_INTERFACE in box.in_interface for box in path.traffic):
        return []
    if any(_OTHER_INTERFACE in box.in_interface for box in packets):
        return []
    return [name for box in packets for name in interfaces(box.in_interface)]


def _names(packets: PacketSet) -> str:
    found = dict.fromkeys(
        service for box in packets for service in _services(box.protocol, box.destination_port)
    )
    names = list(dict.fromkeys(service.name for service in found))
    if len(names) == 1:
        return f"{names[0]}, which {next(iter(found)).why}"
    more = len(names) - _SHOWN_SERVICES
    if more > 1:
        return f"{', '.join(names[:_SHOWN_SERVICES])} and {more} more services"
    return f"{', '.join(names[:-1])} and {names[-1]}"


@lru_cache(maxsize=1024)
def _services(members: BitSet, ports: IntervalSet[int]) -> tuple[Service, ...]:
    return tuple(
        service
        for service in RISKY_SERVICES
        if service.protocol in members and service.ports & ports
    )
