"""One record of a table, and the columns that matter, whatever the table calls them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from fwlint.model.box import PROFILES
from fwlint.model.source import Span

GIVEN_TWICE = "(given more than once)"
"""In place of a value that a record gives more than once; no reader understands it."""

COLUMNS = (
    "DisplayName",
    "Name",
    "DisplayGroup",
    "Group",
    "Enabled",
    "Direction",
    "Profile",
    "Protocol",
    "LocalPort",
    "RemotePort",
    "IcmpType",
    "LocalAddress",
    "RemoteAddress",
    "RemoteDynamicKeywordAddresses",
    "Program",
    "Package",
    "PolicyAppId",
    "Service",
    "Owner",
    "Platform",
    "DynamicTarget",
    "InterfaceAlias",
    "InterfaceType",
    "LocalUser",
    "RemoteUser",
    "RemoteMachine",
    "Authentication",
    "Encryption",
    "OverrideBlockRules",
    "EdgeTraversalPolicy",
    "PolicyStoreSourceType",
    "Action",
    "DefaultInboundAction",
    "DefaultOutboundAction",
    "AllowInboundRules",
    "AllowLocalFirewallRules",
)
"""The columns that have a say in what a rule or a profile does, or name it, in reading order."""

_SPELLINGS = {name.lower(): name for name in COLUMNS} | {
    "profiles": "Profile",
    "dynamictransport": "DynamicTarget",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One value and its place; `text` is "" where the table has nothing to say."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Record:
    """One rule or profile: its cells by column. `problem` says why it could not be taken apart."""

    span: Span
    cells: dict[str, Cell]
    problem: str = ""

    @property
    def is_rule(self) -> bool:
        """Whether this is a firewall rule, which may have been cut off."""
        return "DisplayName" in self.cells and any(one in self.cells for one in _OF_EVERY_RULE)

    @property
    def is_profile(self) -> bool:
        """Whether this holds the settings of one of the three profiles."""
        name = self.cells["Name"].text.lower() if "Name" in self.cells else ""
        return name in PROFILES and "DefaultInboundAction" in self.cells

    def shown(self) -> Iterator[tuple[str, str]]:
        """Yield the columns that have a value, with it."""
        return ((name, self.cells[name].text) for name in COLUMNS if self.says(name))

    def says(self, column: str) -> bool:
        """Return whether the table has anything to say under `column`."""
        return column in self.cells and bool(self.cells[column].text)


def record(span: Span, pairs: Iterable[tuple[str, Cell]]) -> Record:
    """Return a record from headers and their cells; headers that do not matter are left out."""
    cells: dict[str, Cell] = {}
    seen: set[str] = set()
    for header, cell in pairs:
        name = column(header)
        if name is None:
            continue
        if header.lower() in seen:
            cells[name] = Cell(GIVEN_TWICE, cell.span)
        elif name not in cells or not cells[name].text:
            cells[name] = cell
        seen.add(header.lower())
    return Record(span, cells)


def column(header: str) -> str | None:
    """Return the column that goes by `header`, or None where it does not matter."""
    return _SPELLINGS.get(header.lower())


def are_telling(columns: Collection[str | None]) -> bool:
    """Return whether `columns` are those of firewall rules or of profiles, and of nothing else."""
    rules = all(one in columns for one in _OF_RULES) and any(one in columns for one in _OF_WINDOWS)
    return rules or all(one in columns for one in _OF_PROFILES)


_OF_EVERY_RULE = ("Direction", "Action", "Enabled", "Profile")
_OF_RULES = ("DisplayName", "Direction", "Action")
_OF_WINDOWS = ("Enabled", "Profile", "LocalPort", "RemoteAddress", "EdgeTraversalPolicy")
_OF_PROFILES = ("Name", "Enabled", "DefaultInboundAction", "DefaultOutboundAction")
