"""Whether an export meets a demand: proven on what surely passes, refuted on what surely not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from fwlint.analysis.assuming import assuming
from fwlint.analysis.replies import replies_to
from fwlint.analysis.verdict import Verdict, decide_on
from fwlint.model.box import DIMENSIONS
from fwlint.model.export import Direction, Export, Path, Replies
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import NOTHING, PacketSet
from fwlint.model.requirement import Demand

_REPLY_DIRECTION = {
    Direction.IN: Direction.OUT,
    Direction.OUT: Direction.IN,
    Direction.FORWARD: Direction.FORWARD,
}


class Standing(Enum):
    """How an export stands to a demand."""

    MET = "met"
    """Every packet passes, for every value that the site pins down and some of those it does not.
    """
    CONDITIONAL = "conditional"
    """It would be met if the named conditions held."""
    UNMET = "unmet"
    """It cannot be met, whatever the conditions."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The standing of `demand` on one path. `verdict` is that of the flow, or, where `on_replies`,
    of the replies to it, and `path` is the one it was reached on.

    `met_for` holds the demanded packets for which the demand is met in full.
    """

    demand: Demand
    standing: Standing
    path: Path
    verdict: Verdict
    met_for: PacketSet
    on_replies: bool = False


def judge(demand: Demand, export: Export) -> list[Judgement]:
    """Return a judgement for each path of `export` that the demanded packets can take.

    A flow that passes is judged on its replies, too, where the filter does not pass them by itself.
    An empty list means that the export has no filter in the way of these packets.
    """
    judgements = []
    for path in export.paths:
        query = demand.packets & path.traffic
        if path.direction is not demand.direction or not query:
            continue
        forth = _judge(demand, export, path, query, demand.existential, on_replies=False)
        judgements.append(forth)
        if forth.standing is Standing.MET:
            judgements += _judge_replies(demand, export, _answered(forth))
    return judgements


def _answered(forth: Judgement) -> PacketSet:
    """Return what is answered: the flow that the demand is met for, as it arrives."""
    return forth.verdict.arrived if forth.verdict.rewritten else forth.met_for


def _judge_replies(demand: Demand, export: Export, forth: PacketSet) -> list[Judgement]:
    if export.replies is Replies.AUTOMATIC:
        return []
    back = replies_to(forth)
    existential = tuple(_MIRROR.get(name, name) for name in demand.existential)
    return [
        _judge(demand, export, path, query, existential, on_replies=True)
        for path in export.paths
        if path.direction is _REPLY_DIRECTION[demand.direction] and (query := back & path.traffic)
    ]


_MIRROR = {
    "source": "destination",
    "destination": "source",
    "destination_port": "source_port",
    "in_interface": "out_interface",
    "out_interface": "in_interface",
}


def _judge(
    demand: Demand,
    export: Export,
    path: Path,
    query: PacketSet,
    existential: tuple[str, ...],
    *,
    on_replies: bool,
) -> Judgement:
    policies = assuming(export, demand.accepted)
    verdict = decide_on(path, policies, query)
    service = tuple(name for name in DIMENSIONS if name not in existential)
    ports = "source_port" if on_replies else "destination_port"
    met_for = NOTHING
    if verdict.open:
        met_for = _enough(demand, ports, query - (query - verdict.open).freed(*service))
    standing = Standing.MET
    if not met_for:
        possible = _enough(demand, ports, query - verdict.closed.freed(*service))
        standing = Standing.CONDITIONAL if possible else Standing.UNMET
    return Judgement(demand, standing, path, verdict, met_for, on_replies)


def _enough(demand: Demand, ports: str, packets: PacketSet) -> PacketSet:
    """Return `packets`, or nothing where they have fewer `ports` than the demand asks for."""
    if not demand.at_least:
        return packets
    found = IntervalSet.union(span for box in packets for span in getattr(box, ports).spans)
    return packets if sum(b - a for a, b in found.spans) >= demand.at_least else NOTHING
