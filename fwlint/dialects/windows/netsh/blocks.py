"""The lines of one rule, and those of one profile's settings."""

from __future__ import annotations

from dataclasses import dataclass, field

from fwlint.dialects.windows.netsh.languages import NAME, Language, belongs_to_another
from fwlint.dialects.windows.netsh.lines import Line, read_setting

DESCRIPTION = "Description"
VERBOSE_ONLY = (DESCRIPTION, "Program", "Service", "InterfaceTypes", "Security", "Rule source")
"""Labels that only a verbose listing has; the last three stand in every firewall rule of one."""

_FIREWALL_ONLY = frozenset(("Direction", "LocalIP", "RemoteIP"))
_ENDPOINTS = ("Endpoint1", "Endpoint2")
"""Labels of connection security rules; in languages without those, too, because netsh's other
parameters named so are not translated."""

_HOW_TO_SECURE = ("Auth1", "Auth2", "MainMode", "QuickMode", "ApplyAuthorization")
"""Beginnings of labels that say how a connection is secured, and nothing of which."""


@dataclass(slots=True)
class Block:
    """The lines of one rule: its entries by English label, the rows of its table, and the rest.

    `language` is the one its heading is in, or None for one that fwlint does not know; `heading` is
    that line then. `unknown` holds labels that are none of netsh's, `foreign` those of another
    language, and `stray` lines out of place; the labels that such a line repeats, or whose value it
    may go on with, are in `doubtful`. `table` is what stands below the protocol: the heading
    `Type Code` and its rows. A block is `cut` where the input ends before its last line.
    """

    line: int
    language: Language | None
    heading: str = ""
    entries: dict[str, Line] = field(default_factory=dict)
    table: list[Line] = field(default_factory=list)
    unknown: list[Line] = field(default_factory=list)
    foreign: list[Line] = field(default_factory=list)
    stray: list[Line] = field(default_factory=list)
    doubtful: set[str] = field(default_factory=set)
    cut: bool = False
    _last: str = ""
    _endpoints: set[str] = field(default_factory=set)

    def add(self, line: Line) -> None:
        """Take in one line. A description may have several, which look like anything."""
        label = self.language.label(line.label) if self.language and line.label else ""
        if line.label in _ENDPOINTS:
            self._endpoints.add(line.label)
        if label in self.entries:
            if not label.startswith(_HOW_TO_SECURE):
                self._doubt(line, label)
        elif label:
            self.entries[label] = line
            self._last = label
        elif self._last != DESCRIPTION and self.language:
            self._add_other(line, self.language)

    def _add_other(self, line: Line, language: Language) -> None:
        if line.kind == "entry":
            if not (self.is_connection_security and line.label.startswith(_HOW_TO_SECURE)):
                foreign = belongs_to_another(line.label, language)
                (self.foreign if foreign else self.unknown).append(line)
        elif self._last == "Protocol" and line.kind == "text":
            self.table.append(line)
            return
        elif self._last:
            self._doubt(line, self._last)
            return
        self._last = ""

    def _doubt(self, line: Line, label: str) -> None:
        self.stray.append(line)
        self.doubtful.add(label)

    def cut_off(self) -> None:
        """Note that the input ends here, perhaps in the middle of the last value."""
        self.cut = True
        if self._last != NAME:
            self.entries.pop(self._last, None)

    @property
    def name(self) -> str:
        """What the export calls the rule."""
        return self.entries[NAME].value if NAME in self.entries else ""

    @property
    def is_connection_security(self) -> bool:
        """Whether this is a connection security rule and no firewall rule."""
        return len(self._endpoints) == 2 and not _FIREWALL_ONLY & self.entries.keys()

    @property
    def is_terse(self) -> bool:
        """Whether the block is whole and yet shows nothing that only a verbose listing shows."""
        verbose = self.unknown or any(label in self.entries for label in VERBOSE_ONLY)
        return self.is_complete and not verbose

    @property
    def names_program(self) -> bool:
        """Whether the block says which program or service it is for."""
        return "Program" in self.entries or "Service" in self.entries

    @property
    def is_complete(self) -> bool:
        """Whether the block has its last line."""
        return "Action" in self.entries


@dataclass(slots=True)
class Section:
    """The settings of one profile: `Domain`, `Private` or `Public`, "" for an unknown heading.

    `settings` holds those that decide about packets, by their English names.
    """

    line: int
    language: Language
    profile: str = ""
    settings: list[tuple[str, Line]] = field(default_factory=list)

    def add(self, line: Line) -> None:
        """Take in one line, if it is such a setting."""
        kind, name, value = read_setting(line.value) if line.kind == "text" else ("", "", "")
        setting = "Firewall Policy" if kind == "policy" else self.language.setting(name)
        if setting:
            column = line.column + len(line.value) - len(value)
            self.settings.append((setting, Line(line.number, "setting", name, value, column)))
