"""What the checks on unwanted traffic share: where packets pass that should not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fwlint.analysis.outcome import Outcome
from fwlint.analysis.verdict import decide_on
from fwlint.analysis.witness import shown_packet
from fwlint.model.check import Check
from fwlint.model.describe import destinations, sources
from fwlint.model.export import Direction, Export, Path
from fwlint.model.finding import Finding, Level
from fwlint.model.packetset import PacketSet
from fwlint.model.requirement import Demand
from fwlint.model.rule import Action


@dataclass(frozen=True, slots=True)
class Opening:
    """Packets of an unwanted demand that pass on one path, for certain or under `conditions`.

    `outcome` lets them pass, and `shown` are those of its packets that are meant.
    """

    demand: Demand
    export: Export
    path: Path
    outcome: Outcome
    shown: PacketSet
    conditions: tuple[str, ...]

    @property
    def certain(self) -> bool:
        """Whether the packets pass whatever the conditions."""
        return not self.conditions


def openings(demand: Demand, export: Export) -> Iterator[Opening]:
    """Yield the openings for `demand`, one for each path at most.

    Anybody may knock, not only the networks known to lie behind an interface, unless the demand
    says who.
    """
    for path in export.paths:
        anybody = "source" in demand.existential
        query = demand.packets & (path.traffic.freed("source") if anybody else path.traffic)
        if path.direction is not demand.direction or not query:
            continue
        verdict = decide_on(path, export.policies, query)
        packets = verdict.open or verdict.conditional
        if packets:
            outcome = verdict.decider(packets, Action.ACCEPT, Action.UNKNOWN)
            conditions = () if verdict.open else verdict.conditions(packets)
            yield Opening(demand, export, path, outcome, outcome.packets & packets, conditions)


def said(opening: Opening) -> str:
    """Return the opening as "inbound UDP 1434 (SQL Browser) is open to any"."""
    claim = "is open" if opening.certain else "may be open"
    forward = opening.demand.direction is Direction.FORWARD
    ends = f"{'from' if forward else 'to'} {sources(opening.shown)}"
    if opening.demand.direction is Direction.OUT:
        ends = f"to {destinations(opening.shown)}"
    return f"{opening.demand.summary} {claim} {ends}"


def finding(check: Check, level: Level, opening: Opening, claim: str) -> Finding:
    """Return the finding of `check` that `claim` holds for an opening."""
    return Finding(
        check=check.id,
        level=level,
        message=claim,
        span=opening.outcome.span,
        decided_by=opening.outcome.text,
        witness=shown_packet(opening.export, opening.shown, opening.path),
        requirement=opening.demand.requirement,
        row=opening.demand.row,
        conditions=opening.conditions,
    )
