"""From an access list as it is written to its rules: each entry read, in the device's order.

`show access-list` prints a line with groups, and then an element for each thing that it expands to.
Where the file defines the groups, their elements only repeat what the line says. Where it does not,
the elements are what is known of it; the line itself then stands behind them for what may be
missing, or merely as a note where the count of elements says that nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from lark.exceptions import UnexpectedInput

from fwlint.dialects.cisco.asa.access_list import AccessList, doubtful, everything
from fwlint.dialects.cisco.asa.definitions import UNDEFINED
from fwlint.dialects.cisco.asa.entry import Context, Meaning, meaning, standard_meaning
from fwlint.dialects.cisco.asa.lines import Line, Lines, read_line
from fwlint.dialects.cisco.statements import Statement
from fwlint.dialects.cisco.words import MeaninglessError
from fwlint.dialects.grammar import not_understood, refusal
from fwlint.dialects.source import Source
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span

_HEAD = 6
"""How many words may stand before an entry's action: the list, its line, the kind of list."""

_ACTIONS = {"permit": Action.ACCEPT, "deny": Action.DENY}


@dataclass(slots=True)
class _Placed:
    """A line of a list in its place; a remark has no rule. `shown` is whether a device printed it.

    `elements` are the rules that it is printed as expanding to.
    """

    rule: Rule | None
    place: int | None
    shown: bool
    elements: list[Rule] = field(default_factory=list)


@dataclass(slots=True)
class Rules:
    """Makes rules of access lists; `diagnostics` says what of them is not understood."""

    source: Source
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _lines: dict[str, Lines] = field(default_factory=dict)
    _missing: set[str] = field(default_factory=set)

    def of(self, written: AccessList, context: Context) -> Iterator[Rule]:
        """Yield the rules of a list in the order in which the first match decides."""
        for doubt in written.doubts:
            yield doubtful(doubt, context.families)
        placed = self._placed(written, context)
        count = sum(len(one.elements) or (one.rule is not None) for one in placed)
        for one in placed:
            yield from _in_turn(one, complete=count == written.elements)

    def _placed(self, written: AccessList, context: Context) -> list[_Placed]:
        placed: list[_Placed] = []
        remarks: list[str] = []
        lines = self._lines.setdefault(written.start, Lines(written.start))
        for statement in written.lines:
            if remark := _REMARK.match(statement.text):
                remarks.append(remark["text"].strip())
                new = _Placed(None, int(remark["place"] or 0) or None, shown=False)
            else:
                new = self._entry(statement, lines, context, remarks)
            if new.shown and placed and placed[-1].shown and new.place == placed[-1].place:
                placed[-1].elements += [new.rule] if new.rule else []
            elif new.place and not new.shown and new.place <= len(placed):
                placed.insert(new.place - 1, new)
            else:
                placed.append(new)
        return placed

    def _entry(
        self, statement: Statement, lines: Lines, context: Context, remarks: list[str]
    ) -> _Placed:
        try:
            found = _read(statement.text, lines, context)
        except UnexpectedInput as error:
            problem = refusal(self.source, statement.line, error, "access list entry")
        except MeaninglessError as error:
            problem = not_understood(self.source, statement.line, str(error), column=error.column)
        else:
            return self._exact(statement, found, remarks)
        self.diagnostics.append(problem)
        return self._opaque(statement, context)

    def _exact(self, statement: Statement, found: Meaning, remarks: list[str]) -> _Placed:
        place, action, packets, conditions, enabled, notes = found
        if remarks:
            notes = (*notes, ("remark", "\n".join(remarks)))
            remarks.clear()
        rule = Rule(
            packets,
            action,
            Span(self.source.path, statement.line, statement.indent + 1),
            statement.text.strip(),
            conditions,
            enabled=enabled,
            notes=notes,
        )
        shown = any(label == "hash" for label, _ in notes)
        if not shown:
            self._note_missing(rule)
        return _Placed(rule, place, shown)

    def _note_missing(self, rule: Rule) -> None:
        """Say once of each name that the file does not define it; elements would tell of it."""
        for condition in rule.conditions:
            if condition.endswith(UNDEFINED) and condition not in self._missing:
                self._missing.add(condition)
                self.diagnostics.append(
                    Diagnostic(
                        rule.span,
                        Trouble.ASSUMED,
                        f"{condition}; it may stand for anything",
                        "ASA takes no entry with such a name; is a part of the file missing?",
                        rule.text,
                    )
                )

    def _opaque(self, statement: Statement, context: Context) -> _Placed:
        """Return a rule that may match anything, with what a refused entry shows of itself."""
        head = statement.text.split(None, _HEAD)[:_HEAD]
        action = next((_ACTIONS[word] for word in head if word in _ACTIONS), Action.UNKNOWN)
        number = next((after for word, after in pairwise(head) if word == "line"), "")
        place = int(number) if re.fullmatch(r"[0-9]{1,9}", number) else None
        span = self.source.span(statement.line, statement.indent + 1)
        why = (f"line {statement.line} is not understood",)
        rule = Rule(everything(context.families), action, span, statement.text.strip(), why)
        return _Placed(rule, place, shown="0x" in statement.text)


_REMARK = re.compile(
    r"\s*(?:ipv6\s+)?access-list\s+\S+\s+(?:line\s+(?P<place>\d{1,9})\s+)?(?:extended\s+)?"
    r"remark(?P<text>.*)"
)


def _read(text: str, lines: Lines, context: Context) -> Meaning:
    """Return what an entry says; raises lark's UnexpectedInput, and MeaninglessError."""
    try:
        return _meaning(lines.read(text), lines.start, context)
    except MeaninglessError:  # read again by the grammar, which says where
        return _meaning(read_line(lines.start, text), lines.start, context)


def _meaning(line: Line, start: str, context: Context) -> Meaning:
    if start == "standard_entry":
        return standard_meaning(line, context)
    return meaning(line, context)


def _in_turn(placed: _Placed, *, complete: bool) -> Iterator[Rule]:
    """Yield what a line with elements, if any, comes to; see the module."""
    rule, elements = placed.rule, placed.elements
    if rule is None:
        return
    if not elements or not rule.conditions or not rule.enabled:
        count = (("elements", str(len(elements))),) if elements else ()
        yield replace(rule, notes=rule.notes + count) if count else rule
        return
    if complete:
        yield replace(rule, action=Action.CONTINUE, conditions=())
    yield from elements
    if not complete:
        yield rule
