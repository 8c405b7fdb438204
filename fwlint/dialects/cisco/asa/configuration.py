"""What a configuration says about packets, gathered line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from fwlint.dialects.cisco.asa.access_list import AccessList
from fwlint.dialects.cisco.asa.behind import Route
from fwlint.dialects.cisco.asa.definitions import Definition
from fwlint.dialects.cisco.asa.interface import Interface
from fwlint.dialects.cisco.statements import Statement
from fwlint.dialects.grammar import not_understood
from fwlint.dialects.source import Source
from fwlint.model.diagnostic import Diagnostic
from fwlint.model.source import Span

_VERSION = re.compile(r"\s*(?:ASA|PIX|FWSM)(?: Firewall)? Version (\d+)\.(\d+)")


class Binding(NamedTuple):
    """That an interface, or all of them, filter by a list; `interface` is empty for all of them.

    `direction` is `in`, `out`, or `control-plane` for packets to the firewall itself.
    """

    list_name: str
    interface: str
    direction: str
    statement: Statement


@dataclass(slots=True)
class Configuration:
    """A configuration under construction.

    `lists` holds access lists by name, `unread` the names of those that filter no IP packets.
    `seen` holds the first line of each kind of command that changes what lists mean: `nat`, `vpn`,
    `router`, `management`, and those of `same-security-traffic` and `inspect`.
    """

    source: Source
    hostname: str = ""
    version: tuple[int, int] | None = None
    lists: dict[str, AccessList] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    definitions: dict[str, Definition] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    interfaces: list[Interface] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)
    bindings: list[Binding] = field(default_factory=list)
    seen: dict[str, Statement] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def span(self, statement: Statement) -> Span:
        """Return where a statement begins."""
        return self.source.span(statement.line, statement.indent + 1)

    def access_list(self, name: str, start: str, statement: Statement) -> AccessList:
        """Return the list of this name, which `statement` begins or goes on with."""
        known = self.lists.get(name)
        if known is None:
            known = self.lists[name] = AccessList(name, start, self.span(statement))
        return known

    def read_version(self, statement: Statement) -> None:
        """Take in the line that says which release wrote the file."""
        if found := _VERSION.match(statement.text):
            self.version = int(found[1]), int(found[2])

    def before(self, major: int, minor: int) -> bool:
        """Return whether the file says that it is of a release before this one."""
        return self.version is not None and self.version < (major, minor)

    def families_of(self, written: AccessList) -> tuple[int, ...]:
        """Return the families that a list judges: both since 9.0, where lists were unified."""
        if written.start == "ipv6_entry":
            return (6,)
        unified = not self.before(9, 0) and all(
            one.start != "ipv6_entry" for one in self.lists.values()
        )
        return (4, 6) if unified else (4,)

    def misses(self, statement: Statement, message: str, hint: str = "") -> None:
        """Note that a statement is not understood."""
        line, column = statement.line, statement.indent + 1
        problem = not_understood(self.source, line, message, column=column, hint=hint)
        self.diagnostics.append(problem)
