"""The sections of a configuration, and which lines belong to each.

A device indents the lines of a section. What was typed or pasted may not be indented, so a section
also takes its own kind of line at any depth.
"""

from __future__ import annotations

import re
import sys
from typing import Protocol

from lark.exceptions import UnexpectedInput

from fwlint.dialects.cisco.access_list import ENTRY, AccessList
from fwlint.dialects.cisco.configuration import Configuration
from fwlint.dialects.cisco.groups import Group
from fwlint.dialects.cisco.interface import Interface, binding
from fwlint.dialects.cisco.statements import Statement
from fwlint.dialects.cisco.words import MeaninglessError, parse
from fwlint.dialects.grammar import refusal

_INTERFACE_LINE = re.compile(
    r"\s*(?P<family>ip|ipv4|ipv6)\s+"
    r"(?:address|(?P<binding>(?:port\s+)?(?:access-group|traffic-filter)))\s"
)
_TERMINAL_LINE = re.compile(r"\s*(?:ip\s+|ipv6\s+)?access-class\s")
_TRANSPORT = re.compile(r"\s*transport\s+input\s")
_REMOVAL = re.compile(r"\s*no\s+(?:sequence\s+)?(?:\d+|permit|deny|evaluate|dynamic|remark)(?!\S)")
_REMARK = re.compile(r"\s*(?:\d+\s+|sequence\s+\d+\s+)?remark\s*")

_OF_ENTRIES = frozenset(("permit", "deny", "sequence", "evaluate", "dynamic", "remark"))
_OF_LISTS = frozenset(("statistics", "fragments", "ignore", "hardware", "counters"))
"""The first words of lines in a list that are settings, not entries."""
_OF_GROUPS = frozenset(("host", "group-object", "range", "eq", "gt", "lt", "neq"))
_LEAVING = frozenset(("exit", "end", "exit-access-list", "root"))


class Section(Protocol):
    """A section; it begins with its header, which it has read already."""

    def takes(self, statement: Statement) -> bool:
        """Take in a statement, or return False where the section ends before it."""
        ...


class ListSection:
    """The entries of one access list."""

    def __init__(self, into: Configuration, access_list: AccessList, header: Statement) -> None:
        self._into = into
        self._list = access_list
        self._indent = header.indent

    def takes(self, statement: Statement) -> bool:
        """Take in an entry; what is none, but stands among them, is one not understood."""
        first = statement.first
        if first in ("permit", "deny") or (first.isdecimal() and "remark" not in statement.text):
            self._list.add(statement)
            return True
        entry = ENTRY.match(statement.text) if first in _OF_ENTRIES or first.isdecimal() else None
        if entry and entry["verb"] == "remark":
            self._list.remark(_REMARK.sub("", statement.text, count=1).strip())
        elif first == "no" and _REMOVAL.match(statement.text):
            self._into.taken_away(self._list, statement)
        elif entry or self._among_entries(statement):
            self._list.add(statement)
        else:
            return statement.indent > self._indent and first in _OF_LISTS
        return True

    def _among_entries(self, statement: Statement) -> bool:
        return (
            statement.indent > self._indent
            and statement.first not in _LEAVING
            and statement.first not in _OF_LISTS
        )


class GroupSection:
    """The members of one object group."""

    def __init__(self, into: Configuration, group: Group, header: Statement) -> None:
        self._into = into
        self._group = group
        self._indent = header.indent

    def takes(self, statement: Statement) -> bool:
        """Take in a member."""
        first = statement.first
        inside = statement.indent > self._indent or first in _OF_GROUPS or first[0].isdecimal()
        if not inside or first in _LEAVING:
            return False
        if first == "no":
            self._into.misses(statement, "a member is taken away", "an export has no such line")
            self._group.members.append(statement)
        elif first not in ("description", "remark"):
            self._group.members.append(statement)
        return True


class InterfaceSection:
    """The lines of one interface."""

    def __init__(self, into: Configuration, interface: Interface, header: Statement) -> None:
        self._into = into
        self._interface = interface
        self._indent = header.indent

    def takes(self, statement: Statement) -> bool:
        """Take in an address or a binding, and pass over the rest of the section."""
        family = statement.first in ("ip", "ipv4", "ipv6")
        if family and (line := _INTERFACE_LINE.match(statement.text)):
            self._read(statement, line)
            return True
        return _lost_entry(self._into, statement) or statement.indent > self._indent

    def _read(self, statement: Statement, line: re.Match[str]) -> None:
        try:
            tree = parse(self._into.platform, "interface_line", statement.text)
            self._interface.read(tree, self._into.span(statement))
        except UnexpectedInput as error:
            if line["binding"]:
                problem = refusal(self._into.source, statement.line, error, "binding")
                self._into.diagnostics.append(problem)
            else:
                self._interface.elsewhere.add(6 if line["family"] == "ipv6" else 4)
        except MeaninglessError:
            self._interface.elsewhere.add(6 if line["family"] == "ipv6" else 4)


class TerminalSection:
    """The lines of some terminal lines: who may log in."""

    def __init__(self, into: Configuration, header: Statement) -> None:
        self._into = into
        self._terminal = into.terminal(" ".join(header.text.split()))
        self._indent = header.indent

    def takes(self, statement: Statement) -> bool:
        """Take in a binding, and how people log in, and pass over the rest of the section."""
        if _TERMINAL_LINE.match(statement.text):
            try:
                tree = parse(self._into.platform, "terminal_line", statement.text)
            except UnexpectedInput as error:
                problem = refusal(self._into.source, statement.line, error, "binding")
                self._into.diagnostics.append(problem)
            else:
                self._terminal.bindings.append(binding(tree, self._into.span(statement)))
            return True
        if _TRANSPORT.match(statement.text):
            self._terminal.takes_in(statement.text.split()[2:])
        return _lost_entry(self._into, statement) or statement.indent > self._indent


class OtherSection:
    """A section, or a single command, that says nothing of packets."""

    def __init__(self, into: Configuration, header: str, indent: int) -> None:
        self._into = into
        self._header = header
        self._indent = indent

    def takes(self, statement: Statement) -> bool:
        """Pass over the section's lines, but for filters that have lost their place."""
        inside = statement.indent > self._indent
        first = statement.first
        if not self._has_entries(inside) and _lost_entry(self._into, statement):
            return True
        if first in ("ip", "ipv4", "ipv6") and (not inside or self._is_interface()):
            line = _INTERFACE_LINE.match(statement.text)
            if line and line["binding"]:
                self._into.lost(statement, "this binding belongs to no interface")
                return True
        return inside

    def _has_entries(self, inside: bool) -> bool:
        """Return whether the section is one of the lists that filter no packets."""
        return inside and "list" in self._header and "access-list" not in self._header

    def _is_interface(self) -> bool:
        return self._header.startswith("interface")


def _lost_entry(into: Configuration, statement: Statement) -> bool:
    """Note an entry outside every list, and return whether the statement is one."""
    if statement.first not in ("permit", "deny", "sequence") and not statement.first.isdecimal():
        return False
    entry = ENTRY.match(statement.text)
    if not entry or entry["verb"] not in ("permit", "deny"):
        return False
    into.lost_entry(statement)
    return True


def nowhere(into: Configuration) -> Section:
    """Return the section of what stands in none: at the head of a file, or after a lone command."""
    return OtherSection(into, "", sys.maxsize)
