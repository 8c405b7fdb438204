"""An access list as it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from fwlint.dialects.cisco.platform import Kind
from fwlint.dialects.cisco.statements import Statement
from fwlint.model.box import WHOLE_SPACE
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span

ENTRY = re.compile(
    r"\s*(?:access-list\s+\S+\s+)?(?:sequence\s+)?(?:(?P<sequence>\d{1,10})\s+)?"
    r"(?P<verb>permit|deny|evaluate|dynamic|remark)(?!\S)"
)
"""Whether a line looks like an entry; what it means is the grammar's to say."""

UNREAD = Kind("", 4, "implicit deny ip any any")
"""The lists that fwlint does not read."""


@dataclass(slots=True)
class AccessList:
    """A list under construction; `span` is its first line.

    `entries` are still statements; `remarks` holds what is said before an entry, by its line.
    `doubts` holds the lines that may change any verdict, so they come first.
    """

    name: str
    kind: Kind
    span: Span
    entries: list[Statement] = field(default_factory=list)
    remarks: dict[int, str] = field(default_factory=dict)
    doubts: list[Rule] = field(default_factory=list)
    _remark: list[str] = field(default_factory=list)

    def add(self, statement: Statement) -> None:
        """Put in an entry."""
        if self._remark:
            self.remarks[statement.line] = "\n".join(self._remark)
            self._remark.clear()
        self.entries.append(statement)

    def remark(self, text: str) -> None:
        """Keep a remark for the entry that it stands before."""
        self._remark.append(text)

    def doubt(self, span: Span, text: str, why: str) -> None:
        """Put in a line that may change what the list does in a way that cannot be told."""
        self.doubts.append(Rule(self.everything(), Action.UNKNOWN, span, text, (why,)))

    def everything(self) -> PacketSet:
        """Return all packets that the list may judge."""
        return PacketSet((WHOLE_SPACE[self.kind.family],))
