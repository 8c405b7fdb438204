"""What the checks on requirements share: each demand judged once, and said in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from fwlint.analysis.judgement import Judgement, Standing, judge
from fwlint.analysis.outcome import Outcome
from fwlint.analysis.witness import shown_packet
from fwlint.model.check import Check, Subject
from fwlint.model.describe import destinations, sources
from fwlint.model.export import Direction, Export
from fwlint.model.finding import Finding, Level
from fwlint.model.packetset import PacketSet
from fwlint.model.requirement import Demand, Need


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement, and how many further requirements ask for the very same packets."""

    judgement: Judgement
    others: int


@lru_cache(maxsize=1)
def needs_of(subject: Subject) -> tuple[Judged, ...]:
    """Return the judgements on what `subject` needs, each set of packets judged once."""
    return tuple(
        Judged(judgement, len(group) - 1)
        for group in _groups(subject.demands)
        for judgement in judge(group[0], subject.export)
    )


def _groups(demands: tuple[Demand, ...]) -> Iterator[list[Demand]]:
    groups: dict[object, list[Demand]] = {}
    for demand in demands:
        if demand.need is not Need.NOT_NEEDED:
            key = (demand.direction, demand.packets, demand.existential)
            groups.setdefault(key, []).append(demand)
    yield from groups.values()


def standing_at(subject: Subject, standing: Standing) -> Iterator[Judged]:
    """Yield the judgements of that standing."""
    return (judged for judged in needs_of(subject) if judged.judgement.standing is standing)


def not_judged(subject: Subject) -> Iterator[Demand]:
    """Yield what is needed and takes no path that the export filters, as far as it tells."""
    judged = {one.judgement.demand for one in needs_of(subject)}
    return (group[0] for group in _groups(subject.demands) if group[0] not in judged)


def finding(
    check: Check,
    export: Export,
    judged: Judged,
    claim: str,
    packets: PacketSet,
    outcome: Outcome,
    *,
    conditions: tuple[str, ...] = (),
) -> Finding:
    """Return a finding that `claim` holds for `packets`, as `outcome` decides.

    `claim` goes on from "outbound TCP 443 (HTTPS)", such as "is closed". The witness is a packet
    that `outcome` decides.
    """
    judgement = judged.judgement
    demand = judgement.demand
    subject = f"the replies to {demand.summary}" if judgement.on_replies else demand.summary
    shown = outcome.packets & packets
    return Finding(
        check=check.id,
        level=Level.NOTE if demand.need is Need.OPTIONAL else check.level,
        message=f"{subject} {claim}{ends_of(demand)}{_others(judged.others)}",
        span=outcome.span,
        decided_by=outcome.text,
        witness=shown_packet(export, shown),
        requirement=demand.requirement,
        row=demand.row,
        conditions=conditions,
    )


def ends_of(demand: Demand) -> str:
    """Return the peers that the site names, as ` from 10.0.0.0/8` or ` to …`."""
    parts = []
    if demand.direction is not Direction.OUT and "source" not in demand.existential:
        parts.append(f" from {sources(demand.packets)}")
    if demand.direction is not Direction.IN and "destination" not in demand.existential:
        parts.append(f" to {destinations(demand.packets)}")
    return "".join(parts)


def _others(count: int) -> str:
    if not count:
        return ""
    return f"; {count} more requirement{'s ask' if count > 1 else ' asks'} for the same packets"
