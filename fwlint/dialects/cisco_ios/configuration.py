"""What a configuration says about packets, gathered line by line."""

from __future__ import annotations

from dataclasses import dataclass, field

from fwlint.dialects.cisco_ios.access_list import AccessList, Kind
from fwlint.dialects.cisco_ios.interface import Interface
from fwlint.dialects.cisco_ios.statements import Statement
from fwlint.dialects.grammar import not_understood
from fwlint.dialects.source import Source
from fwlint.model.diagnostic import Diagnostic
from fwlint.model.source import Span


@dataclass(slots=True)
class Configuration:
    """A configuration under construction: its access lists by family and name, its interfaces.

    `has_interfaces` counts those, too, that are not understood. `incomplete` is whether entries or
    whole lists may be missing, because the lines that they belong under are lost.
    """

    source: Source
    hostname: str = ""
    has_interfaces: bool = False
    incomplete: bool = False
    lists: dict[tuple[int, str], AccessList] = field(default_factory=dict)
    interfaces: dict[str, Interface] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def access_list(self, name: str, kind: Kind, statement: Statement) -> AccessList:
        """Return the list of this name and family, which `statement` begins or goes on with."""
        span = self.span(statement)
        return self.lists.setdefault((kind.family, name), AccessList(name, kind, span))

    def add_entry(self, access_list: AccessList, statement: Statement) -> None:
        """Put an entry into a list, and note what is not understood about it."""
        if problem := access_list.add(self.source, statement):
            self.diagnostics.append(problem)

    def interface(self, name: str) -> Interface:
        """Return the interface of this name."""
        return self.interfaces.setdefault(name, Interface(name))

    def span(self, statement: Statement) -> Span:
        """Return where a statement begins."""
        return self.source.span(statement.line, statement.indent + 1)

    def taken_away(self, access_list: AccessList, statement: Statement) -> None:
        """Note that a `no …` line changes a list that is there already."""
        why = f"line {statement.line} takes something away from list {access_list.name}"
        access_list.doubt(self.span(statement), statement.text.strip(), why)
        self.misses(statement, why, "an export has no such line")

    def lost_entry(self, statement: Statement) -> None:
        """Note an entry that stands in no list; it may belong to the list before it."""
        self.lost(statement, "this entry belongs to no access list")
        if self.lists:
            nearest = next(reversed(self.lists.values()))
            why = f"line {statement.line} may belong to list {nearest.name}"
            nearest.doubt(self.span(statement), statement.text.strip(), why)

    def lost(self, statement: Statement, message: str) -> None:
        """Note that a statement stands where it cannot belong, so that something is missing."""
        self.incomplete = True
        hint = "the line that it belongs under is missing or not understood"
        self.misses(statement, message, hint)

    def misses(self, statement: Statement, message: str, hint: str) -> None:
        """Note that a statement is not understood."""
        line, column = statement.line, statement.indent + 1
        problem = not_understood(self.source, line, message, column=column, hint=hint)
        self.diagnostics.append(problem)
