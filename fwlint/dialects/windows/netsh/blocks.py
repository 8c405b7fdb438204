"""The listing cut into its blocks: one for each rule, and the settings of each profile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from fwlint.dialects.windows.netsh.lines import Line

NAME = "Rule Name"
DESCRIPTION = "Description"
VERBOSE_ONLY = (DESCRIPTION, "Program", "Service", "InterfaceTypes", "Security", "Rule source")
"""Labels that only a verbose listing has; the last three stand in every block of one."""

LABELS = frozenset(
    (
        NAME,
        "Enabled",
        "Direction",
        "Profiles",
        "Grouping",
        "LocalIP",
        "RemoteIP",
        "Protocol",
        "LocalPort",
        "RemotePort",
        "Edge traversal",
        "Action",
        *VERBOSE_ONLY,
    )
)


@dataclass(slots=True)
class Block:
    """The lines of one rule: its entries by label, the rows of its ICMP table, and the rest.

    `unknown` holds labels that are none of netsh's, and `stray` lines out of place; the labels that
    such a line repeats, or whose value it may go on with, are in `doubtful`. A block is `cut` where
    the input ends before its last line, `Action:`.
    """

    line: int
    entries: dict[str, Line] = field(default_factory=dict)
    icmp: list[Line] = field(default_factory=list)
    unknown: list[Line] = field(default_factory=list)
    stray: list[Line] = field(default_factory=list)
    doubtful: set[str] = field(default_factory=set)
    cut: bool = False
    last: str = ""

    def add(self, line: Line) -> None:
        """Take in one line. A description may have several, which look like anything."""
        if line.kind == "entry" and line.label in LABELS:
            self.last = line.label
            if self.entries.setdefault(line.label, line) is not line:
                self._doubt(line)
        elif self.last == DESCRIPTION:
            return
        elif line.kind == "icmp_row" and self.last == "Protocol":
            self.icmp.append(line)
        elif line.kind == "entry":
            self.unknown.append(line)
        else:
            self._doubt(line)

    def cut_off(self) -> None:
        """Note that the input ends here, perhaps in the middle of the last value."""
        self.cut = True
        if self.last != NAME:
            self.entries.pop(self.last, None)

    def _doubt(self, line: Line) -> None:
        self.stray.append(line)
        self.doubtful.add(self.last)

    @property
    def name(self) -> str:
        """What the export calls the rule."""
        return self.entries[NAME].value if NAME in self.entries else ""

    @property
    def is_terse(self) -> bool:
        """Whether the block is whole and yet shows nothing that only a verbose listing shows."""
        return self.is_complete and not any(label in self.entries for label in VERBOSE_ONLY)

    @property
    def names_program(self) -> bool:
        """Whether the block says which program or service it is for."""
        return "Program" in self.entries or "Service" in self.entries

    @property
    def is_complete(self) -> bool:
        """Whether the block has its last line."""
        return "Action" in self.entries


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A line of a profile's section that decides about packets: `State` or `Firewall Policy`."""

    profile: str
    line: Line


@dataclass(slots=True)
class Listing:
    """Everything of one input that speaks of packets, in its order."""

    blocks: list[Block] = field(default_factory=list)
    settings: list[SettingLine] = field(default_factory=list)


def cut_into_blocks(lines: Iterable[Line]) -> Listing:
    """Return the blocks of a listing; prompts, banners and other text between them is passed over.

    A block ends at the next one, at `Ok.`, at a profile's heading, or at the blank line after its
    `Action:`; other blank lines are taken for an accident of copying.
    """
    listing = Listing()
    block: Block | None = None
    profile = ""
    for line in lines:
        if line.label == NAME or (block is None and line.label in LABELS):
            block, profile = Block(line.number), ""
            listing.blocks.append(block)
        elif line.kind in ("profile", "ok"):
            block, profile = None, line.label
        elif line.kind == "blank" and block and block.is_complete:
            block = None
        if block and line.kind not in ("blank", "layout"):
            block.add(line)
        elif profile and line.kind == "setting":
            listing.settings.append(SettingLine(profile, line))
    if block and not block.is_complete:
        block.cut_off()
    return listing
