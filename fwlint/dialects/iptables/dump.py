"""What a dump says, while it is being read: tables of chains of rules."""

from __future__ import annotations

from dataclasses import dataclass, field

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
    """A chain. `policy` is None where no line says it, and `policy_text` is the line that does.

    `sizes` says of each rule how many iptables makes of it, or None where that cannot be told.
    """

    span: Span
    declared: bool
    rules: list[Rule] = field(default_factory=list)
    sizes: list[int | None] = field(default_factory=list)
    policy: Action | None = None
    policy_text: str = ""
    policy_span: Span | None = None

    def insert(self, index: int, rule: Rule, size: int | None = None) -> None:
        """Put `rule` before the one at `index`, or at the end where there is none."""
        self.rules.insert(index, rule)
        self.sizes.insert(index, size)


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


@dataclass(slots=True)
class Dump:
    """The tables of one address family; `prefix` begins the names of their policies."""

    family: int
    prefix: str
    tables: dict[str, Table] = field(default_factory=dict)

    def key(self, table: str, chain: str) -> str:
        """Return the name of the policy that a chain becomes."""
        return f"{self.prefix}{table}/{chain}"


@dataclass(frozen=True, slots=True)
class Place:
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
        return self.source.span(self.line, len(line) - len(line.lstrip()) + 1)
