"""What the checks on requirements share: each demand judged once, and said in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.analysis.judgement import Judgement, Standing, judge
from fwlint.analysis.outcome import Outcome
from fwlint.analysis.witness import shown_packet
from fwlint.checks.opening import opening, reply_opening
from fwlint.checks.settled import Judged, settle
from fwlint.checks.way import way
from fwlint.model.check import Check, Subject
from fwlint.model.describe import destinations, sources
from fwlint.model.export import Direction, Export
from fwlint.model.finding import Finding, Level
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Resolution
from fwlint.model.remedy import Remedy, remedy
from fwlint.model.remembered import remembered
from fwlint.model.requirement import UNWANTED, Demand, Need, Question
from fwlint.model.rule import Action, Rule


@remembered
def needs_of(subject: Subject) -> tuple[Judged, ...]:
    """Return what `subject` needs and how it stands to it, each set of packets judged once."""
    return tuple(
        settle(
            [
                Judged(tuple(group), tuple(judge(group[0], subject.export)))
                for group in _groups(subject.demands)
            ]
        )
    )


def _groups(demands: tuple[Demand, ...]) -> Iterator[list[Demand]]:
    groups: dict[object, list[Demand]] = {}
    for demand in demands:
        if demand.need not in UNWANTED and demand.question is Question.PASSES:
            key = (
                demand.direction,
                demand.packets,
                demand.existential,
                demand.accepted,
                demand.at_least,
                demand.alternatives,
                demand.choice,
            )
            groups.setdefault(key, []).append(demand)
    yield from groups.values()


def standing_at(subject: Subject, standing: Standing) -> Iterator[tuple[Judged, Judgement]]:
    """Yield the judgements of that standing for which no alternative stands in."""
    for judged in needs_of(subject):
        if not judged.stand_in:
            for judgement in judged.judgements:
                if judgement.standing is standing:
                    yield judged, judgement


def not_judged(subject: Subject) -> Iterator[Demand]:
    """Yield what is needed and takes no path that the export filters, as far as it tells."""
    return (one.demand for one in needs_of(subject) if not one.judgements and not one.stand_in)


def finding(
    check: Check,
    export: Export,
    judged: Judged,
    judgement: Judgement,
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
    demand = judged.demand
    said = f"{demand.summary} {claim}{ends_of(demand)}"
    if judgement.on_replies:
        said = f"the replies to {demand.summary} {claim.replace('is', 'are', 1)}{ends_of(demand)}"
    shown = outcome.packets & packets
    return Finding(
        check=check.id,
        level=Level.NOTE if demand.need is Need.OPTIONAL else check.level,
        message=f"{said}{_others(len(judged.demands) - 1)}",
        span=outcome.span,
        decided_by=outcome.text,
        witness=shown_packet(export, shown, judgement.path),
        requirement=demand.requirement,
        also=tuple(one.requirement for one in judged.demands[1:]),
        row=demand.row,
        conditions=conditions,
        remedy=None if check.is_proof else _remedy(export, judgement, packets, outcome),
        path=way(judgement.verdict, outcome, shown),
        claim=said,
    )


def _remedy(export: Export, judgement: Judgement, packets: PacketSet, outcome: Outcome) -> Remedy:
    """Return the rule that would let `packets` pass, and its place in the policy they enter."""
    demand = judgement.demand
    flow = demand.requirement.rpartition("/")[2]
    policy = export.policies[outcome.stage]
    needed = (
        reply_opening(packets, demand.packets, export.replies)
        if judgement.on_replies
        else opening(packets, demand.packets)
    )
    if policy.resolution is Resolution.FIRST_MATCH:
        needed = needed.freed("profile")
    rule = Rule(needed, Action.ACCEPT, outcome.span, "", name=f"{demand.product}, {flow}")
    return remedy(policy, rule, outcome.rule)


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
