"""A listing cut into its blocks: one for each rule, and one for the settings of each profile."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from fwlint.dialects.windows.netsh.blocks import Block, Section
from fwlint.dialects.windows.netsh.languages import Language, named_in, plain, profile_heading
from fwlint.dialects.windows.netsh.lines import Line


@dataclass(slots=True)
class Listing:
    """Everything of one input that speaks of packets, in its order."""

    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    @property
    def firewall_rules(self) -> list[Block]:
        """The blocks of rules that filter."""
        return [block for block in self.blocks if not block.is_connection_security]

    @property
    def connection_security_rules(self) -> list[Block]:
        """The blocks of rules that ask for IPsec."""
        return [block for block in self.blocks if block.is_connection_security]


def cut_into_blocks(lines: Iterable[Line], language: Language, unknown: Container[int]) -> Listing:
    """Return the blocks of a listing; prompts, banners and other text between them is passed over.

    Each heading says which language its block is in; lines before the first are taken to be in
    `language`, and those with the numbers `unknown` are headings in one that fwlint does not know.
    A block ends at the next one, at `Ok.`, at a prompt, or at the blank line after its last line;
    other blank lines are taken for an accident of copying.
    """
    cutter = _Cutter(language, unknown)
    for line in lines:
        cutter.take(line)
    cutter.finish()
    return cutter.listing


@dataclass(slots=True)
class _Cutter:
    language: Language
    unknown: Container[int]
    listing: Listing = field(default_factory=Listing)
    block: Block | None = None
    section: Section | None = None

    def take(self, line: Line) -> None:
        """Take in one line."""
        if line.kind == "entry" and self._begins(line):
            return
        if self._ends(line):
            self.block = self.section = None
        elif line.kind not in ("blank", "ruler"):
            if self.block:
                self.block.add(line)
            elif self.section:
                self.section.add(line)

    def finish(self) -> None:
        """Say of a last block that it is cut off, if it is."""
        if self.block and not self.block.is_complete:
            self.block.cut_off()

    def _begins(self, line: Line) -> bool:
        """Begin with what `line` heads, if it heads anything."""
        heading = None if line.value else profile_heading(line.label)
        if language := named_in(line.label):
            self.language = language
            self._open(Block(line.number, language), line)
        elif heading:
            self.language, profile = heading
            self._open(Section(line.number, self.language, profile))
        elif line.number in self.unknown and line.value:
            self._open(Block(line.number, None, f"{line.label}: {line.value}"))
        elif line.number in self.unknown:
            self._open(Section(line.number, self.language))
        elif self.block is None and self.language.label(line.label):
            self._open(Block(line.number, self.language), line)
        else:
            return False
        return True

    def _open(self, part: Block | Section, line: Line | None = None) -> None:
        self.block = self.section = None
        if isinstance(part, Section):
            self.section = part
            self.listing.sections.append(part)
            return
        self.block = part
        self.listing.blocks.append(part)
        if line:
            part.add(line)

    def _ends(self, line: Line) -> bool:
        if line.kind == "prompt":
            return True
        if line.kind == "text" and plain(line.value) == self.language.ok:
            return True
        return line.kind == "blank" and bool(self.block and self.block.is_complete)
