"""From an access list as it is written to a policy: each entry read, in the device's order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lark.exceptions import UnexpectedInput

from fwlint.dialects.cisco.access_list import ENTRY, UNREAD, AccessList
from fwlint.dialects.cisco.entry import Context, Meaning, read_entry
from fwlint.dialects.cisco.groups import Groups
from fwlint.dialects.cisco.platform import IMPLICIT, Kind, Platform
from fwlint.dialects.cisco.shapes import Shapes
from fwlint.dialects.cisco.statements import Statement
from fwlint.dialects.cisco.words import MeaninglessError
from fwlint.dialects.grammar import not_understood, refusal
from fwlint.dialects.source import Source
from fwlint.model.diagnostic import Diagnostic
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span

_STEP = 10
"""How far behind the last entry the device puts one without a sequence number."""

_NO_IP_LIST = "this entry is of no access list of a kind that is read"
_TWICE = "sequence number {} is used twice"
_ACTIONS = {"permit": Action.ACCEPT, "deny": Action.DENY}


@dataclass(slots=True)
class Policies:
    """Makes policies of access lists; `diagnostics` says what of them is not understood."""

    source: Source
    platform: Platform
    groups: Groups
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _shapes: dict[str, Shapes] = field(default_factory=dict)

    def policy(self, key: str, written: AccessList) -> Policy:
        """Return a list as a policy of the name `key`."""
        placed = self._placed(written)
        if not placed and not written.doubts:
            text = f"list {written.name} has no entries: {self.platform.title} permits everything"
            return Policy(key, (), Action.ACCEPT, text, written.span)
        rules = (*written.doubts, *_in_order(placed), *self._implicit(written))
        return Policy(key, rules, Action.DENY, written.kind.default_text, written.span)

    def _placed(self, written: AccessList) -> dict[int, list[Rule]]:
        """Return the rules of a list by sequence number."""
        placed: dict[int, list[Rule]] = {}
        last = 0
        for statement in written.entries:
            sequence, rule, understood = self._rule(written, statement)
            place = last + _STEP if sequence is None else sequence
            if place > last:
                last = place
            if place not in placed:
                placed[place] = [rule]
                continue
            placed[place].append(rule)
            if understood:
                problem = not_understood(self.source, statement.line, _TWICE.format(place))
                self.diagnostics.append(problem)
        return placed

    def _rule(self, written: AccessList, statement: Statement) -> tuple[int | None, Rule, bool]:
        try:
            meaning = self._read(written.kind, statement)
        except UnexpectedInput as error:
            problem = refusal(self.source, statement.line, error, "access list entry")
        except MeaninglessError as error:
            line = statement.line
            problem = not_understood(self.source, line, str(error), column=error.column)
        else:
            return meaning.sequence, self._exact(written, statement, meaning), True
        self.diagnostics.append(problem)
        return *self._opaque(written, statement), False

    def _read(self, kind: Kind, statement: Statement) -> Meaning:
        if kind is UNREAD:
            raise MeaninglessError(_NO_IP_LIST, statement.indent + 1)
        shapes = self._shapes.get(kind.start)
        if shapes is None:
            shapes = self._shapes[kind.start] = Shapes(Context(self.platform, kind, self.groups))
        return shapes.read(statement.text)

    def _exact(self, written: AccessList, statement: Statement, meaning: Meaning) -> Rule:
        sequence, action, packets, conditions, hits = meaning
        line, text, indent, _ = statement
        notes: list[tuple[str, str]] = []
        if sequence is not None:
            notes.append(("sequence", str(sequence)))
        if hits:
            notes.append(("hits", hits))
        if line in written.remarks:
            notes.append(("remark", written.remarks[line]))
        span = Span(self.source.path, line, indent + 1)
        return Rule(packets, action, span, text.strip(), conditions, notes=tuple(notes))

    def _opaque(self, written: AccessList, statement: Statement) -> tuple[int | None, Rule]:
        """Return a rule that may match anything, with what a refused entry shows of itself."""
        shape = ENTRY.match(statement.text)
        action = _ACTIONS.get(shape["verb"], Action.UNKNOWN) if shape else Action.UNKNOWN
        sequence = int(shape["sequence"]) if shape and shape["sequence"] else None
        span = self.source.span(statement.line, statement.indent + 1)
        why = (f"line {statement.line} is not understood",)
        return sequence, Rule(written.everything(), action, span, statement.text.strip(), why)

    def _implicit(self, written: AccessList) -> Iterator[Rule]:
        for text in written.kind.implicit:
            meaning = read_entry(text, Context(self.platform, written.kind, self.groups))
            said = f"implicit {text}"
            yield Rule(meaning.packets, meaning.action, written.span, said, name=IMPLICIT)


def _in_order(placed: dict[int, list[Rule]]) -> Iterator[Rule]:
    for sequence in sorted(placed):
        rules = placed[sequence]
        if len(rules) == 1:
            yield rules[0]
        else:
            more = (_TWICE.format(sequence),)
            yield from (replace(rule, conditions=rule.conditions + more) for rule in rules)
