"""An access list: its entries in the device's order, and the policy they make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lark.exceptions import UnexpectedInput

from fwlint.dialects.cisco_ios.entry import read_entry
from fwlint.dialects.cisco_ios.statements import Statement
from fwlint.dialects.cisco_ios.words import MeaninglessError
from fwlint.dialects.grammar import not_understood, refusal
from fwlint.dialects.source import Source
from fwlint.model.box import WHOLE_SPACE
from fwlint.model.diagnostic import Diagnostic
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span

_STEP = 10
"""How far behind the last entry the device puts one without a sequence number."""

IMPLICIT = "implicit"
"""The name of the rules that stand behind every list without being written in it."""

_NO_IP_LIST = "this entry is of no standard, extended or IPv6 access list, the kinds that are read"
_TWICE = "sequence number {} is used twice"
_ACTIONS = {"permit": Action.ACCEPT, "deny": Action.DENY}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of access list: the grammar's rule for its entries, and what stands behind them.

    `start` is empty for the kinds that fwlint does not read; `family` is theirs all the same.
    """

    start: str
    family: int
    default_text: str
    implicit: tuple[str, ...] = ()


STANDARD = Kind("standard_entry", 4, "implicit deny any")
EXTENDED = Kind("extended_entry", 4, "implicit deny ip any any")
IPV6 = Kind(
    "ipv6_entry",
    6,
    "implicit deny ipv6 any any",
    ("permit icmp any any nd-na", "permit icmp any any nd-ns"),
)
UNREAD = Kind("", 4, "implicit deny ip any any")

_NUMBERS = (
    (1, 99, STANDARD),
    (100, 199, EXTENDED),
    (1300, 1999, STANDARD),
    (2000, 2699, EXTENDED),
)

ENTRY = re.compile(
    r"\s*(?:access-list\s+\S+\s+)?(?:sequence\s+)?(?:(?P<sequence>\d{1,10})\s+)?"
    r"(?P<verb>permit|deny|evaluate|dynamic|remark)(?!\S)"
)
"""Whether a line looks like an entry; what it means is the grammar's to say."""


def kind_of_number(name: str) -> Kind:
    """Return the kind of list that a number stands for, by Cisco's ranges."""
    number = int(name) if re.fullmatch(r"\d{1,4}", name, re.ASCII) else 0
    return next((kind for low, high, kind in _NUMBERS if low <= number <= high), UNREAD)


@dataclass(slots=True)
class AccessList:
    """A list under construction; `span` is its first line.

    `entries` holds rules by sequence number. `doubts` holds the lines that may change any verdict,
    so they come first.
    """

    name: str
    kind: Kind
    span: Span
    entries: dict[int, list[Rule]] = field(default_factory=dict)
    doubts: list[Rule] = field(default_factory=list)
    last: int = 0

    def add(self, source: Source, statement: Statement) -> Diagnostic | None:
        """Put in the entry that `statement` is; return what is not understood about it."""
        line = statement.line
        problem: Diagnostic | None = None
        try:
            sequence, rule = self._read(source, statement)
        except UnexpectedInput as error:
            problem = refusal(source, line, error, "access list entry")
        except MeaninglessError as error:
            problem = not_understood(source, line, str(error), column=error.column)
        if problem:
            sequence, rule = self._opaque(source, statement)
        place = self.last + _STEP if sequence is None else sequence
        if place in self.entries and not problem:
            problem = not_understood(source, line, _TWICE.format(place))
        self.entries.setdefault(place, []).append(rule)
        self.last = max(self.last, place)
        return problem

    def doubt(self, span: Span, text: str, why: str) -> None:
        """Put in a line that may change what the list does in a way that cannot be told."""
        self.doubts.append(Rule(self._everything(), Action.UNKNOWN, span, text, (why,)))

    def policy(self, key: str) -> Policy:
        """Return the list as a policy of the name `key`."""
        if not self.entries and not self.doubts:
            text = f"list {self.name} has no entries: IOS permits everything"
            return Policy(key, (), Action.ACCEPT, text, self.span)
        rules = (*self.doubts, *self._in_order(), *self._implicit())
        return Policy(key, rules, Action.DENY, self.kind.default_text, self.span)

    def _read(self, source: Source, statement: Statement) -> tuple[int | None, Rule]:
        if self.kind is UNREAD:
            raise MeaninglessError(_NO_IP_LIST, statement.indent + 1)
        entry = read_entry(statement.text, self.kind.start, self.kind.family)
        span = source.span(statement.line, statement.indent + 1)
        conditions = tuple(dict.fromkeys(entry.conditions))
        rule = Rule(entry.packets(), entry.action, span, statement.text.strip(), conditions)
        return entry.sequence, rule

    def _opaque(self, source: Source, statement: Statement) -> tuple[int | None, Rule]:
        """Return a rule that may match anything, with what a refused entry shows of itself."""
        shape = ENTRY.match(statement.text)
        action = _ACTIONS.get(shape["verb"], Action.UNKNOWN) if shape else Action.UNKNOWN
        sequence = int(shape["sequence"]) if shape and shape["sequence"] else None
        span = source.span(statement.line, statement.indent + 1)
        why = (f"line {statement.line} is not understood",)
        return sequence, Rule(self._everything(), action, span, statement.text.strip(), why)

    def _everything(self) -> PacketSet:
        return PacketSet((WHOLE_SPACE[self.kind.family],))

    def _in_order(self) -> Iterator[Rule]:
        for sequence in sorted(self.entries):
            rules = self.entries[sequence]
            more = (_TWICE.format(sequence),) if len(rules) > 1 else ()
            yield from (replace(rule, conditions=rule.conditions + more) for rule in rules)

    def _implicit(self) -> Iterator[Rule]:
        for text in self.kind.implicit:
            entry = read_entry(text, self.kind.start, self.kind.family)
            yield Rule(entry.packets(), entry.action, self.span, f"implicit {text}", name=IMPLICIT)
