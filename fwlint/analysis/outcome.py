"""What may become of packets, and which rule or default says so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from fwlint.model.frozen import frozen
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span
from fwlint.model.tag import NOTHING_KNOWN, Tag


@frozen(eq=False)
class Call:
    """A rule that led packets to another policy, under which conditions, and the call before it."""

    rule: Rule
    under: tuple[str, ...] = ()
    before: Call | None = None


def in_order(last: Call | None) -> list[Call]:
    """Return the calls that led packets to where they are, of which `last` was the last."""
    calls = []
    while last:
        calls.append(last)
        last = last.before
    return calls[::-1]


class Outcome(NamedTuple):
    """One possible fate of `packets`: `action` is ACCEPT, DENY or UNKNOWN.

    `rule` decides, or the default of `policy` where it is None. `conditions` names what must hold
    for this to be the fate; where they are empty it may still not be, because a conditional rule
    before it may match first. `stage` is the policy that the packets entered first, which called
    `policy` or is it; `call` is the last by which they came from there to `policy`.
    `tag` is what is then known of the packets' tags.
    """

    packets: PacketSet
    action: Action
    policy: Policy
    rule: Rule | None
    conditions: tuple[str, ...]
    stage: str
    call: Call | None = None
    tag: Tag = NOTHING_KNOWN

    @property
    def calls(self) -> list[Rule]:
        """The rules that led from the first policy to this one, in their order."""
        return [call.rule for call in in_order(self.call)]

    @property
    def span(self) -> Span:
        """The line that decides; for a default, where it is said or else the policy's own."""
        if self.rule:
            return self.rule.span
        return self.policy.default_span or self.policy.span

    @property
    def text(self) -> str:
        """The rule or the default in the export's own words."""
        return self.rule.text if self.rule else self.policy.default_text


def union(outcomes: Iterable[Outcome]) -> PacketSet:
    """Return the packets of all `outcomes`."""
    same = {id(box): box for outcome in outcomes for box in outcome.packets}  # much of it, at once
    return PacketSet(tuple(dict.fromkeys(same.values())))
