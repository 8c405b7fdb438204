"""Objects and object groups: what an entry names, and what stands in what it names.

Objects and groups share one name space. A group may hold objects and other groups.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lark.exceptions import UnexpectedInput

from fwlint.dialects.cisco.asa.lines import Line, Lines, read_line
from fwlint.dialects.cisco.asa.members import Meaning, meaning
from fwlint.dialects.cisco.asa.networks import ANYWHERE, Networks, union
from fwlint.dialects.cisco.cycles import in_cycles
from fwlint.dialects.cisco.network_limit import NetworkLimit
from fwlint.dialects.cisco.statements import Statement
from fwlint.dialects.cisco.words import MeaninglessError
from fwlint.dialects.grammar import not_understood, refusal
from fwlint.dialects.source import Source
from fwlint.model.diagnostic import Diagnostic

UNDEFINED = " is not defined"
"""How the doubt about a name ends that the file does not define."""


@dataclass(slots=True)
class Definition:
    """An object or a group as it is written: the grammar's rule for its header, and its members.

    `protocol` is what a group of ports is for. `translates` is whether an object has a rule of
    translation for its own addresses.
    """

    rule: str
    name: str
    statement: Statement
    protocol: str = ""
    members: list[Statement] = field(default_factory=list)
    translates: bool = False


@dataclass(slots=True)
class Definitions:
    """What the objects and groups of a configuration stand for; `labels` is its table of names.

    What a name stands for comes with the doubts about it: it is then at least that, and what it is
    in full cannot be told.
    """

    source: Source
    written: Mapping[str, Definition]
    labels: Mapping[str, str]
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _members: dict[str, list[Meaning]] = field(default_factory=dict)
    _nested: dict[str, list[str]] = field(default_factory=dict)
    _doubts: dict[str, list[str]] = field(default_factory=dict)
    _found: dict[str, tuple[tuple[Meaning, ...], tuple[str, ...]]] = field(default_factory=dict)
    _lines: dict[str, Lines] = field(default_factory=dict)
    _limit: NetworkLimit = field(default_factory=NetworkLimit)
    _networks: dict[str, tuple[Networks | None, tuple[str, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for definition in self.written.values():
            self._read(definition)
        for name in in_cycles(self._nested):
            self._doubt(self.written[name].statement, name, f"{name} is nested in itself")

    def rule(self, name: str) -> str:
        """Return the grammar's rule for the header of what is called `name`, or ""."""
        known = self.written.get(name)
        return known.rule if known else ""

    def members(self, name: str) -> tuple[tuple[Meaning, ...], tuple[str, ...]]:
        """Return what stands in an object or group, at whatever depth, and the doubts about it."""
        if name not in self._found:
            self._found[name] = self._collect(name)
        return self._found[name]

    def networks(self, name: str) -> tuple[Networks | None, tuple[str, ...]]:
        """Return the addresses of an object or group, None if it holds others, and its conditions.

        Many entries name the same group, which may be large, and share them.
        """
        if name not in self._networks:
            found = self._networks[name] = self._united(name)
            self._limit.count(sum(len(one.cubes) for one in found[0][:2]) if found[0] else 0)
        return self._networks[name]

    def _united(self, name: str) -> tuple[Networks | None, tuple[str, ...]]:
        if too_many := self._limit.doubts(name):
            return ANYWHERE, too_many
        members, doubts = self.members(name)
        several = tuple(one for one in members if isinstance(one, Networks))
        if len(several) < len(members):
            return None, ()
        open_ones = (one.condition for one in several if one.condition)
        return ANYWHERE if doubts else union(several), (*doubts, *open_ones)

    def _collect(self, name: str) -> tuple[tuple[Meaning, ...], tuple[str, ...]]:
        members: dict[Meaning, None] = {}
        doubts: dict[str, None] = {}
        todo, seen = [name], {name}
        while todo:
            one = todo.pop()
            if one not in self.written:
                doubts[one + UNDEFINED] = None
                continue
            members.update(dict.fromkeys(self._members[one]))
            doubts.update(dict.fromkeys(self._doubts.get(one, ())))
            new = [nested for nested in self._nested[one] if nested not in seen]
            seen.update(new)
            todo += reversed(new)
        if not members and not doubts:
            doubts[f"{name} has no members"] = None
        return tuple(members), tuple(doubts)

    def _read(self, definition: Definition) -> None:
        members = self._members[definition.name] = []
        nested = self._nested[definition.name] = []
        start = f"{definition.rule}_member"
        lines = self._lines.setdefault(start, Lines(start))
        for statement in definition.members:
            try:
                line, meant = self._meant(lines, statement.text, definition.protocol)
                if meant is None:
                    nested.append(str(line[0].words[0]))
                else:
                    members += meant
            except UnexpectedInput as error:
                self.diagnostics.append(refusal(self.source, statement.line, error, "member"))
            except MeaninglessError as error:
                self._note(statement, str(error), error.column)
            else:
                continue
            why = f"line {statement.line} is not understood"
            self._doubts.setdefault(definition.name, []).append(why)

    def _meant(
        self, lines: Lines, text: str, protocol: str
    ) -> tuple[Line, Sequence[Meaning] | None]:
        """Return a member and what it means: None if it names what is nested. Raises as `meaning`.

        One that means nothing is read again by the grammar, which says where.
        """
        line = lines.read(text)
        if line[0].rule in ("nested", "object"):
            return line, None
        try:
            return line, meaning(line, protocol, self.labels)
        except MeaninglessError:
            line = read_line(lines.start, text)
            return line, meaning(line, protocol, self.labels)

    def _doubt(self, statement: Statement, name: str, why: str) -> None:
        self._note(statement, why, statement.indent + 1)
        self._doubts.setdefault(name, []).append(why)

    def _note(self, statement: Statement, message: str, column: int) -> None:
        problem = not_understood(self.source, statement.line, message, column=column)
        self.diagnostics.append(problem)
