"""What a configuration says about packets, gathered line by line."""

from __future__ import annotations

from dataclasses import dataclass, field

from fwlint.dialects.cisco.access_list import AccessList
from fwlint.dialects.cisco.access_map import MapEntry, MapFilter
from fwlint.dialects.cisco.groups import Group, GroupId
from fwlint.dialects.cisco.interface import Interface
from fwlint.dialects.cisco.platform import Kind, Platform
from fwlint.dialects.cisco.statements import Statement
from fwlint.dialects.cisco.terminal import Terminal
from fwlint.dialects.grammar import not_understood
from fwlint.dialects.source import Source
from fwlint.model.diagnostic import Diagnostic
from fwlint.model.source import Span


@dataclass(slots=True)
class Configuration:
    """A configuration under construction: lists by family and name, groups, interfaces, lines.

    `has_interfaces` counts those, too, that nothing is bound to. `incomplete` is whether entries or
    whole lists may be missing, because the lines that they belong under are lost. `unread` holds
    the entries of lists of other protocols, `terminals` the terminal lines by their
    header, and `maps` VLAN access maps by name and number.
    """

    source: Source
    platform: Platform
    has_interfaces: bool = False
    hostname: str = ""
    incomplete: bool = False
    lists: dict[tuple[int, str], AccessList] = field(default_factory=dict)
    unread: list[AccessList] = field(default_factory=list)
    groups: dict[GroupId, Group] = field(default_factory=dict)
    interfaces: dict[str, Interface] = field(default_factory=dict)
    terminals: dict[str, Terminal] = field(default_factory=dict)
    maps: dict[str, dict[int, MapEntry]] = field(default_factory=dict)
    map_filters: list[MapFilter] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def access_list(self, name: str, kind: Kind, statement: Statement) -> AccessList:
        """Return the list of this name and family, which `statement` begins or goes on with."""
        known = self.lists.get((kind.family, name))
        if known is None:
            known = AccessList(name, kind, self.span(statement))
            self.lists[kind.family, name] = known
        return known

    def group(self, group: GroupId, statement: Statement) -> Group:
        """Return the group of this id, which `statement` begins or goes on with."""
        return self.groups.setdefault(group, Group(group, statement))

    def interface(self, name: str) -> Interface:
        """Return the interface of this name."""
        return self.interfaces.setdefault(name, Interface(name))

    def terminal(self, name: str) -> Terminal:
        """Return the terminal lines that have this header."""
        return self.terminals.setdefault(name, Terminal(name))

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
