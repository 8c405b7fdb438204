"""An access list as it is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from fwlint.dialects.cisco.statements import Statement
from fwlint.model.box import WHOLE_SPACE
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span


@dataclass(slots=True)
class AccessList:
    """A list under construction; `span` is its first line, and `start` the rule for its entries.

    `start` is empty as long as there are none. `lines` holds entries and remarks. `elements` is how
    many entries the device says it has, with every group expanded, and 0 where that is not said.
    `doubts` holds the lines that may change any verdict, so they come first.
    """

    name: str
    start: str
    span: Span
    lines: list[Statement] = field(default_factory=list)
    elements: int = 0
    doubts: list[tuple[Span, str, str]] = field(default_factory=list)

    def doubt(self, span: Span, text: str, why: str) -> None:
        """Put in a line that may change what the list does in a way that cannot be told."""
        self.doubts.append((span, text, why))


def doubtful(doubt: tuple[Span, str, str], families: tuple[int, ...]) -> Rule:
    """Return a rule that may do anything to any packet of `families`."""
    span, text, why = doubt
    return Rule(everything(families), Action.UNKNOWN, span, text, (why,))


def everything(families: tuple[int, ...]) -> PacketSet:
    """Return all packets of some families."""
    return PacketSet(tuple(WHOLE_SPACE[family] for family in families))
