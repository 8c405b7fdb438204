"""Object groups: what their members, and those of the groups nested in them, stand for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from lark.exceptions import UnexpectedInput

from fwlint.dialects.cisco.addresses import FORMS
from fwlint.dialects.cisco.cycles import in_cycles
from fwlint.dialects.cisco.member_shapes import MemberShapes
from fwlint.dialects.cisco.network_limit import NetworkLimit
from fwlint.dialects.cisco.platform import Platform
from fwlint.dialects.cisco.service import transports
from fwlint.dialects.cisco.statements import Statement
from fwlint.dialects.cisco.transport import Transport, port_set
from fwlint.dialects.cisco.words import MeaninglessError, words
from fwlint.dialects.grammar import not_understood, refusal
from fwlint.dialects.source import Source
from fwlint.model.addresses import EVERYWHERE, AddressSet
from fwlint.model.box import ANY_PORT
from fwlint.model.diagnostic import Diagnostic
from fwlint.model.intervals import IntervalSet

if TYPE_CHECKING:
    from lark import Token, Tree

GroupId = tuple[str, str]
"""The rule of the grammar for the group's header, and the group's name."""

NETWORKS = {4: "network_group", 6: "network6_group"}
SERVICES = "service_group"
PORTS = "port_group"


@dataclass(slots=True)
class Group:
    """A group as it is written; its members are still statements."""

    id: GroupId
    statement: Statement
    members: list[Statement] = field(default_factory=list)


@dataclass(slots=True)
class Groups:
    """Every group of a configuration, by id; `diagnostics` says what of them is not understood.

    What a group stands for comes with the conditions that it leaves open; it is then everything
    that the group might be.
    """

    platform: Platform
    source: Source
    written: dict[GroupId, Group]
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _members: dict[GroupId, list[Tree[Token]]] = field(default_factory=dict)
    _nested: dict[GroupId, list[GroupId]] = field(default_factory=dict)
    _doubts: dict[GroupId, list[str]] = field(default_factory=dict)
    _shapes: dict[str, MemberShapes] = field(default_factory=dict)
    _limit: NetworkLimit = field(default_factory=NetworkLimit)
    _addresses: dict[tuple[str, str, int], tuple[AddressSet, tuple[str, ...]]] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        for group in self.written.values():
            self._read(group)
        self._find_cycles()

    def addresses(self, phrase: str, name: str, family: int) -> tuple[AddressSet, tuple[str, ...]]:
        """Return the addresses of a group of networks, which an entry calls `phrase`.

        Many entries name the same group, which may be large, and share them.
        """
        found = self._addresses.get((phrase, name, family))
        if found is None:
            found = self._addresses[phrase, name, family] = self._united(phrase, name, family)
            self._limit.count(len(found[0].cubes))
        return found

    def _united(self, phrase: str, name: str, family: int) -> tuple[AddressSet, tuple[str, ...]]:
        if too_many := self._limit.doubts(phrase):
            return EVERYWHERE, too_many
        members, doubts = self._all(phrase, (NETWORKS[family], name))
        if doubts:
            return EVERYWHERE, doubts
        return AddressSet.union(FORMS[one.data](words(one)) for one in members), ()

    def services(self, phrase: str, name: str) -> tuple[tuple[Transport, ...], tuple[str, ...]]:
        """Return what a group of services asks of packets: one of these."""
        members, doubts = self._all(phrase, (SERVICES, name))
        if doubts:
            return (Transport(),), doubts
        found = [transport for one in members for transport in transports(one, self.platform)]
        return tuple(dict.fromkeys(found)), ()

    def ports(
        self, phrase: str, name: str, protocol: int
    ) -> tuple[IntervalSet[int], tuple[str, ...]]:
        """Return the ports of a group, in the names of a protocol.

        A group of services stands for the destination ports that it has for this protocol.
        """
        if (PORTS, name) not in self.written and (SERVICES, name) in self.written:
            return self._service_ports(phrase, name, protocol)
        members, doubts = self._all(phrase, (PORTS, name))
        if doubts:
            return ANY_PORT, doubts
        try:
            return self._union(members, protocol), ()
        except MeaninglessError:  # a name of another protocol's
            return ANY_PORT, (f"{phrase} for this protocol",)

    def _union(self, members: list[Tree[Token]], protocol: int) -> IntervalSet[int]:
        return reduce(
            or_, (port_set(str(m.data), tuple(words(m)), protocol, self.platform) for m in members)
        )

    def _service_ports(
        self, phrase: str, name: str, protocol: int
    ) -> tuple[IntervalSet[int], tuple[str, ...]]:
        found, doubts = self.services(phrase, name)
        mine = [one for one in found if protocol in one.protocol]
        if doubts or any(one.source_port is not ANY_PORT for one in mine):
            return ANY_PORT, doubts or (phrase,)
        return IntervalSet.union(span for m in mine for span in m.destination_port.spans), ()

    def _all(self, phrase: str, group: GroupId) -> tuple[list[Tree[Token]], tuple[str, ...]]:
        """Return the members of a group, nested ones, too, and the doubts about them."""
        members: list[Tree[Token]] = []
        doubts: list[str] = []
        todo, seen = [group], {group}
        while todo:
            one = todo.pop()
            if one not in self.written:
                doubts.append(f"{phrase} is not defined" if one == group else _missing(phrase, one))
                continue
            members += self._members[one]
            doubts += [f"{phrase}: {doubt}" for doubt in self._doubts.get(one, ())]
            new = [nested for nested in self._nested[one] if nested not in seen]
            seen.update(new)
            todo += reversed(new)
        if not members and not doubts:
            doubts.append(f"{phrase} has no members")
        return members, tuple(doubts)

    def _read(self, group: Group) -> None:
        members = self._members[group.id] = []
        nested = self._nested[group.id] = []
        start = group.id[0].replace("_group", "_member")
        shapes = self._shapes.setdefault(start, MemberShapes(self.platform, start))
        for statement in group.members:
            try:
                tree = shapes.read(statement.text)
                if tree.data == "nested":
                    nested.append((group.id[0], str(words(tree)[0])))
                else:
                    self._check(tree)
                    members.append(tree)
            except UnexpectedInput as error:
                problem = refusal(self.source, statement.line, error, "member of a group")
                self._doubt(group.id, statement, problem)
            except MeaninglessError as error:
                self._doubt(group.id, statement, self._problem(statement, str(error), error.column))

    def _check(self, tree: Tree[Token]) -> None:
        """Raise MeaninglessError for a member without a meaning."""
        if tree.data in FORMS:
            FORMS[tree.data](words(tree))
        elif tree.data == "service":
            transports(tree, self.platform)

    def _problem(self, statement: Statement, message: str, column: int) -> Diagnostic:
        return not_understood(self.source, statement.line, message, column=column)

    def _doubt(self, group: GroupId, statement: Statement, problem: Diagnostic) -> None:
        self.diagnostics.append(problem)
        self._doubts.setdefault(group, []).append(f"line {statement.line} is not understood")

    def _find_cycles(self) -> None:
        """Say of every group that is nested in itself, by whatever way, that it is."""
        for group in in_cycles(self._nested):
            message = f"{group[1]} is nested in itself"
            statement = self.written[group].statement
            self.diagnostics.append(self._problem(statement, message, statement.indent + 1))
            self._doubts.setdefault(group, []).append(message)


def _missing(phrase: str, group: GroupId) -> str:
    return f"{phrase}: {group[1]} is not defined"
