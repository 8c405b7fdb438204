"""The sections of a configuration, and which lines belong to each.

IOS indents the lines of a section. What was typed or pasted may not be indented, so a section also
takes its own kind of line at any depth.
"""

from __future__ import annotations

import re
import sys
from typing import Protocol

from lark import Token, Tree
from lark.exceptions import UnexpectedInput

from fwlint.dialects.cisco_ios.access_list import ENTRY, AccessList
from fwlint.dialects.cisco_ios.configuration import Configuration
from fwlint.dialects.cisco_ios.interface import Interface
from fwlint.dialects.cisco_ios.statements import Statement
from fwlint.dialects.cisco_ios.words import MeaninglessError
from fwlint.dialects.grammar import load, refusal

_INTERFACE_LINE = re.compile(
    r"\s*(?P<family>ip|ipv6)\s+(?:address|(?P<binding>access-group|traffic-filter))\s"
)
_REMOVAL = re.compile(r"\s*no\s+(?:sequence\s+)?(?:\d+|permit|deny|evaluate|dynamic|remark)(?!\S)")


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
        entry = ENTRY.match(statement.text)
        if entry and entry["verb"] == "remark":
            return True
        if _REMOVAL.match(statement.text):
            self._into.taken_away(self._list, statement)
        elif entry or self._among_entries(statement):
            self._into.add_entry(self._list, statement)
        else:
            return False
        return True

    def _among_entries(self, statement: Statement) -> bool:
        return statement.indent > self._indent and statement.first not in ("exit", "end")


class InterfaceSection:
    """The lines of one interface."""

    def __init__(self, into: Configuration, interface: Interface, header: Statement) -> None:
        self._into = into
        self._interface = interface
        self._indent = header.indent

    def takes(self, statement: Statement) -> bool:
        """Take in an address or a binding, and pass over the rest of the section."""
        if line := _INTERFACE_LINE.match(statement.text):
            self._read(statement, line)
            return True
        return statement.indent > self._indent

    def _read(self, statement: Statement, line: re.Match[str]) -> None:
        try:
            tree = parse(statement, "interface_line")
            self._interface.read(tree, self._into.span(statement))
        except UnexpectedInput as error:
            if line["binding"]:
                problem = refusal(self._into.source, statement.line, error, "binding")
                self._into.diagnostics.append(problem)
            else:
                self._interface.elsewhere.add(4 if line["family"] == "ip" else 6)
        except MeaninglessError:
            self._interface.elsewhere.add(4 if line["family"] == "ip" else 6)


class OtherSection:
    """A section, or a single command, that says nothing of packets."""

    def __init__(self, into: Configuration, header: str, indent: int) -> None:
        self._into = into
        self._header = header
        self._indent = indent

    def takes(self, statement: Statement) -> bool:
        """Pass over the section's lines, but for filters that have lost their place."""
        inside = statement.indent > self._indent
        if statement.first in ("permit", "deny", "sequence") or statement.first.isdecimal():
            entry = ENTRY.match(statement.text)
            if entry and entry["verb"] in ("permit", "deny") and not self._has_entries(inside):
                self._into.lost_entry(statement)
                return True
        elif statement.first in ("ip", "ipv6") and (not inside or self._is_interface()):
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


def nowhere(into: Configuration) -> Section:
    """Return the section of what stands in none: at the head of a file, or after a lone command."""
    return OtherSection(into, "", sys.maxsize)


def parse(statement: Statement, start: str) -> Tree[Token]:
    """Return a header (`section`) or an `interface_line` as the grammar reads it.

    Raises lark's UnexpectedInput.
    """
    return load("cisco_ios", "section", "interface_line").parse(statement.text, start=start)
