"""What a dump says, while it is being read: tables of chains of rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from fwlint.dialects.ipset.match import Matcher
from fwlint.dialects.iptables.chain_line import Line
from fwlint.dialects.iptables.same_rule import SameRules
from fwlint.dialects.source import Source
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span

BUILT_IN = {
    "filter": ("INPUT", "FORWARD", "OUTPUT"),
    "nat": ("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"),
    "mangle": ("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"),
    "raw": ("PREROUTING", "OUTPUT"),
    "security": ("INPUT", "FORWARD", "OUTPUT"),
}
"""The chains that the kernel itself enters, by table; only they have a policy."""


@dataclass(slots=True)
class Chain:
    """A chain. `policy` is None where no line says it, and `policy_text` is the line that does."""

    span: Span
    declared: bool
    lines: list[Line] = field(default_factory=list)
    policy: Action | None = None
    policy_text: str = ""
    policy_span: Span | None = None
    _same: SameRules | None = None

    def insert(self, index: int, line: Line) -> None:
        """Put a line before the one at `index` of `lines`."""
        self.lines.insert(index, line)
        self._reordered()

    def replace(self, index: int, line: Line) -> None:
        """Put a line in the place of the one at `index`."""
        self.lines[index] = line
        self._reordered()

    def delete(self, index: int) -> None:
        """Delete the line at `index`."""
        del self.lines[index]
        self._reordered()

    def delete_same(self, line: Line) -> bool:
        """Delete the first line that is the same rule, and return whether there is one."""
        self._same = self._same or SameRules(self.lines)
        return self._same.delete(line)

    def clear(self) -> None:
        """Delete all lines."""
        self.lines.clear()
        self._reordered()

    def _reordered(self) -> None:
        if self._same:
            self._same.forget()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules, in the order in which packets meet them."""
        return tuple([rule for line in self.lines for rule in line.rules])


@dataclass(slots=True)
class Table:
    """A table; `chains` is in the order of the file."""

    name: str
    span: Span
    chains: dict[str, Chain] = field(default_factory=dict)

    def chain(self, name: str, span: Span, *, declared: bool) -> Chain:
        """Return the chain of that name, begun at `span` where it is new."""
        chain = self.chains.setdefault(name, Chain(span, declared))
        chain.declared |= declared
        return chain

    def is_built_in(self, name: str) -> bool:
        """Return whether the kernel enters a chain of that name in this table."""
        return name in BUILT_IN.get(self.name, ())

    def jumps_to(self, policy: str) -> bool:
        """Return whether some rule of the table jumps to a policy."""
        return any(rule.target == policy for one in self.chains.values() for rule in one.rules)

    def retarget(self, old: str, new: str) -> None:
        """Send all jumps to the policy `old` to the policy `new`."""
        for chain in self.chains.values():
            chain.lines[:] = (
                line._replace(rules=tuple(_retargeted(line.rules, old, new)))
                for line in chain.lines
            )


def _retargeted(rules: tuple[Rule, ...], old: str, new: str) -> Iterator[Rule]:
    return (replace(rule, target=new) if rule.target == old else rule for rule in rules)


@dataclass(slots=True)
class Dump:
    """The tables of one address family; `prefix` begins the names of their policies.

    `sets` answers what their rules ask of sets.
    """

    family: int
    prefix: str
    sets: Matcher
    tables: dict[str, Table] = field(default_factory=dict)

    def key(self, table: str, chain: str) -> str:
        """Return the name of the policy that a chain becomes."""
        return f"{self.prefix}{table}/{chain}"


def dump_for(dumps: list[Dump], family: int, sets: Matcher) -> Dump:
    """Return the last dump of a family among `dumps`, or a new one, which is added to them."""
    earlier = [dump for dump in dumps if dump.family == family]
    return earlier[-1] if earlier else another_dump(dumps, family, sets)


def another_dump(dumps: list[Dump], family: int, sets: Matcher) -> Dump:
    """Return a new dump of a family, which is added to `dumps`.

    The names of its policies are told from those of the other dumps by their prefix.
    """
    number = 1 + sum(dump.family == family for dump in dumps)
    prefix = f"ipv{family}:" if dumps and dumps[0].family != family else ""
    dump = Dump(family, prefix if number == 1 else f"{prefix}{number}:", sets)
    dumps.append(dump)
    return dump


class Place(NamedTuple):
    """A line of a dump, within a table."""

    source: Source
    line: int
    dump: Dump
    table: Table

    @property
    def text(self) -> str:
        """The line without the blanks around it."""
        return self.source.lines[self.line - 1].strip()

    @property
    def span(self) -> Span:
        """Where the text begins."""
        line = self.source.lines[self.line - 1]
        return Span(self.source.path, self.line, len(line) - len(line.lstrip()) + 1)
