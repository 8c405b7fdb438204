"""What becomes of a packet set on a path: open, closed, partly, conditional."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from fwlint.analysis.flow import entering, merged
from fwlint.analysis.outcome import Outcome, union
from fwlint.analysis.walk import Walk
from fwlint.model.export import Direction, Path, Tags
from fwlint.model.packetset import NOTHING, PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Action


class Kind(Enum):
    """The four answers."""

    OPEN = "open"
    """Every packet is accepted, whatever the conditions."""
    CLOSED = "closed"
    """No packet can be accepted, whatever the conditions."""
    PARTLY = "partly"
    """Some packets are surely accepted and some surely not."""
    CONDITIONAL = "conditional"
    """It depends on the named conditions."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for `query`, as a partition: `open` and `closed` are sure, the rest depends.

    `outcomes` holds every possible fate, of every stage, in the order of traversal. `arrived` holds
    the packets that may pass as they are behind the last stage; rules may have rewritten them.
    """

    query: PacketSet
    open: PacketSet
    closed: PacketSet
    conditional: PacketSet
    outcomes: tuple[Outcome, ...]
    arrived: PacketSet

    @property
    def kind(self) -> Kind:
        """The answer in one word."""
        if self.open and self.closed:
            return Kind.PARTLY
        if self.conditional:
            return Kind.CONDITIONAL
        return Kind.OPEN if self.open else Kind.CLOSED

    @property
    def rewritten(self) -> bool:
        """Whether packets may arrive otherwise than they came."""
        return any(one.tag.untracked or (one.rule and one.rule.rewrite) for one in self.outcomes)

    def deciding(self, packets: PacketSet, *actions: Action) -> tuple[Outcome, ...]:
        """Return the outcomes, of `actions` or of all, that `packets` may have."""
        return tuple(
            outcome
            for outcome in self.outcomes
            if (not actions or outcome.action in actions) and outcome.packets.meets(packets)
        )

    def decider(self, packets: PacketSet, *actions: Action) -> Outcome:
        """Return the outcome of `actions` that decides `packets`: a sure one before any other."""
        outcomes = self.deciding(packets, *actions)
        return next((one for one in outcomes if not one.conditions), outcomes[0])

    def condition(self, packets: PacketSet) -> Outcome:
        """Return the first outcome by which the fate of `packets` depends on a condition."""
        outcomes = self.deciding(packets)
        return next((one for one in outcomes if one.conditions), outcomes[0])

    def conditions(self, packets: PacketSet) -> tuple[str, ...]:
        """Return the conditions that the fate of `packets` depends on, each once."""
        named = (c for outcome in self.deciding(packets) for c in outcome.conditions)
        return tuple(dict.fromkeys(named))


def decide_on(path: Path, policies: Mapping[str, Policy], query: PacketSet) -> Verdict:
    """Return what becomes of `query` on the whole of `path`, whose stages are among `policies`."""
    return decide(policies, path.stages, query, path.direction, path.tags)


def decide(
    policies: Mapping[str, Policy],
    stages: tuple[str, ...],
    query: PacketSet,
    direction: Direction | None = None,
    tags: Tags = (),
) -> Verdict:
    """Return what becomes of `query`, which must survive every one of `stages`.

    `stages` names keys of `policies`; a stage that `policies` lacks accepts everything (an empty
    table filters nothing). Packets that a rule sends to another destination are followed where they
    stay on a path of `direction`; where they may not, what becomes of them is unknown. `tags` tells
    what is known of their tags, as it does for a path. Raises ValueError for an empty query, of
    which nothing is true.
    """
    if not query:
        raise ValueError("an empty set of packets has no verdict")
    outcomes: list[Outcome] = []
    flows = [*entering(query, tags)]
    certain = True
    for name in stages:
        if name not in policies:
            continue
        arriving, flows = flows, []
        for flow in arriving:
            walk = Walk(policies)
            fates = walk.through(policies[name], flow.now, flow.tag)
            certain &= walk.certain and not any(fate.rule and fate.rule.rewrite for fate in fates)
            outcomes += [flow.told(fate, direction) for fate in fates]
            flows += flow.after(fates, direction)
        flows = merged(flows)
    lost = union(fate for fate in outcomes if fate.action is Action.UNKNOWN)
    denied = union(fate for fate in outcomes if fate.action is Action.DENY)
    passed = _joined(flow.came for flow in flows)
    opened, closed, conditional = passed, denied, NOTHING
    if lost or not certain:
        opened, closed = query - (lost | denied), query - (lost | passed)
        conditional = (query - opened) - closed
    arrived = _joined(flow.now for flow in flows)
    return Verdict(query, opened, closed, conditional, tuple(outcomes), arrived)


def _joined(sets: Iterable[PacketSet]) -> PacketSet:
    several = tuple(sets)
    if len(several) == 1:
        return several[0]
    return PacketSet.of(box for one in several for box in one)
