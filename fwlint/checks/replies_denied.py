"""FW126."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from fwlint.analysis.outcome import Outcome
from fwlint.analysis.replies import replies_to
from fwlint.analysis.verdict import Kind, decide, decide_on
from fwlint.analysis.witness import shown_packet
from fwlint.checks.translations import opening, reached, sibling
from fwlint.model.bitset import BitSet
from fwlint.model.box import Box
from fwlint.model.check import Check, Subject
from fwlint.model.export import Direction, Export, Path, Replies
from fwlint.model.finding import Finding, Level, Related
from fwlint.model.packet import witness
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet
from fwlint.model.protocols import TCP
from fwlint.model.rule import Action

_TCP = PacketSet.of(Box(family, BitSet.of((TCP,))) for family in (4, 6))

_TRIED = 20
"""How many connections are tried on each path; a ruleset is stateful or is not."""

_BACK = {
    Direction.OUT: Direction.IN,
    Direction.IN: Direction.OUT,
    Direction.FORWARD: Direction.FORWARD,
}


class RepliesDenied(Check):
    """Connections may be opened, and all the replies to them are denied.

    ## Why it matters
    A connection needs both ways. Replies go through the rules like any packet, as established ones,
    and no rule here lets any pass: what the one chain permits does not work. Mostly the rule that
    accepts established packets is missing.

    ## Example
    ```iptables
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -i lo -j ACCEPT
    -A INPUT -p tcp --dport 443 -j ACCEPT
    COMMIT
    ```

    ## Instead
    ```iptables
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -i lo -j ACCEPT
    -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
    -A INPUT -p tcp --dport 443 -j ACCEPT
    COMMIT
    ```

    ## References
    - iptables-extensions(8), "conntrack": ESTABLISHED is a packet of a connection that has seen
      packets in both directions.
    """

    id = "FW126"
    name = "replies-denied"
    level = Level.WARNING
    severity = 2.5

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each path of which no connection that was tried gets a reply.

        Where the way back is shut for everything, that is what somebody wanted.
        """
        export = subject.export
        if export.replies is not Replies.BY_STATE:
            return
        for path in export.paths:
            back = sibling(export, path, _BACK[path.direction])
            if back and _accepts(export, back) and (denied := _denied(export, path, back)):
                yield self._finding(export, back, *denied)

    def _finding(self, export: Export, back: Path, permit: Outcome, denial: Outcome) -> Finding:
        opener = "it accepts itself" if permit.stage == denial.stage else f"{permit.stage} accepts"
        return Finding(
            check=self.id,
            level=self.level,
            message=f"{denial.stage} denies the replies to the TCP connections that {opener}",
            span=denial.span,
            decided_by=denial.text,
            witness=shown_packet(export, denial.packets, back),
            related=(Related(permit.span, f"accepts the connections: {permit.text}"),),
        )


def _accepts(export: Export, path: Path) -> bool:
    """Return whether some rule on `path` accepts packets of other hosts."""
    return any(
        rule.action is Action.ACCEPT and rule.packets.meets(path.traffic)
        for policy in reached(export, path.main_stage)
        for rule in policy.rules
    )


def _denied(export: Export, path: Path, back: Path) -> tuple[Outcome, Outcome] | None:
    """Return what accepts a connection on `path`, and what denies the replies to it on `back`.

    None where no connection surely passes, or the reply to one may.
    """
    found = None
    for packets in islice(_connections(export, path), _TRIED):
        opened = decide(export.policies, (path.main_stage,), packets)
        replies = replies_to(packets) & back.traffic
        if opened.kind is Kind.OPEN and replies and not _otherwise(export, path, packets):
            answered = decide(export.policies, (back.main_stage,), replies)
            if answered.kind is not Kind.CLOSED or _otherwise(export, back, replies):
                return None
            permit = opened.decider(packets, Action.ACCEPT)
            found = found or (permit, answered.decider(replies, Action.DENY))
    return found


def _otherwise(export: Export, path: Path, packets: PacketSet) -> bool:
    """Return whether packets may come to the main stage otherwise than they came."""
    return decide_on(path, export.policies, packets).rewritten


def _connections(export: Export, path: Path) -> Iterator[PacketSet]:
    """Yield the first packets of TCP connections: an odd one, and one for each rule that accepts.

    Each of them is but one packet, as far as the rules tell.
    """
    accepted = (
        rule.packets
        for policy in reached(export, path.main_stage)
        for rule in policy.rules
        if rule.action is Action.ACCEPT
    )
    for packets in chain([path.traffic.freed("source")], accepted):
        boxes = (opening(packets) & path.traffic & _TCP).boxes[:1]
        yield from (PacketSet((_one_of(box),)) & path.traffic for box in boxes)


def _one_of(box: Box) -> Box:
    return parse_packet(str(witness(box)))
