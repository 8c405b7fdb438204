"""The sections of a configuration that say something of packets, and which lines belong to each."""

from __future__ import annotations

from lark.exceptions import UnexpectedInput

from fwlint.dialects.cisco.asa.configuration import Configuration
from fwlint.dialects.cisco.asa.definitions import Definition
from fwlint.dialects.cisco.asa.interface import Interface
from fwlint.dialects.cisco.asa.lines import Part
from fwlint.dialects.cisco.asa.platform import ASA
from fwlint.dialects.cisco.statements import Statement
from fwlint.dialects.cisco.words import parse, words

_ASIDE = frozenset(("description", "no", "exit", "quit"))
"""First words of lines in an object or a group that say nothing of its members."""

_IDLE = frozenset(("shutdown", "management-only"))
_READ = frozenset(("ip", "ipv6", "nameif", "security-level")) | _IDLE


def read_part(start: str, text: str) -> Part:
    """Return a line with a rule of its own; raises lark's UnexpectedInput."""
    tree = parse(ASA, start, text)
    return Part(str(tree.data), tuple(str(word) for word in words(tree)))


class DefinitionSection:
    """The members of an object or a group."""

    def __init__(self, into: Configuration, definition: Definition, indent: int) -> None:
        self._into = into
        self._definition = definition
        self._indent = indent

    def takes(self, statement: Statement) -> bool:
        """Take in a member, or return False where the section ends before it."""
        inside = statement.indent > self._indent or statement.first in _MEMBERS
        if inside and statement.first == "nat":
            self._into.seen.setdefault("nat", statement)
            self._definition.translates = True
        elif inside and statement.first not in _ASIDE:
            self._definition.members.append(statement)
        return inside


_MEMBERS = frozenset(
    (
        "host",
        "subnet",
        "range",
        "fqdn",
        "service",
        "network-object",
        "service-object",
        "port-object",
        "protocol-object",
        "icmp-object",
        "group-object",
    )
)
"""First words of members, which may not be indented where they were typed."""


class InterfaceSection:
    """The lines of one interface."""

    def __init__(self, into: Configuration, indent: int) -> None:
        self._into = into
        self._indent = indent
        self._interface = Interface()
        into.interfaces.append(self._interface)

    def takes(self, statement: Statement) -> bool:
        """Take in the name, the level and the addresses, and pass over the rest."""
        if statement.first in _READ and not _ends(statement, self._indent):
            self._read(statement)
            return True
        return statement.indent > self._indent

    def _read(self, statement: Statement) -> None:
        if statement.first in _IDLE:
            self._interface.idle = True
            return
        try:
            part = read_part("interface_line", statement.text)
        except UnexpectedInput:
            if statement.text.split()[1:2] == ["address"]:
                self._interface.elsewhere.add(6 if statement.first == "ipv6" else 4)
            return
        if part.rule == "interface_name":
            self._interface.named(part.words[0], self._into.span(statement))
        elif part.rule == "security_level":
            self._interface.level = int(part.words[0])
        elif part.rule != "ipv6_link_local":
            self._interface.address(self._unlabelled(part))

    def _unlabelled(self, part: Part) -> Part:
        labels = self._into.labels
        return part._replace(words=tuple(labels.get(word, word) for word in part.words))


def _ends(statement: Statement, indent: int) -> bool:
    """Return whether a line is a command of its own, such as `ipv6 route` or `ip local pool`."""
    if statement.indent > indent or statement.first not in ("ip", "ipv6"):
        return False
    return statement.text.split()[1:2] != ["address"]
