"""The lines of a file into sets: those of `ipset save`, of `ipset list`, or of both."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lark.exceptions import UnexpectedInput

from fwlint.dialects.grammar import not_understood, refusal
from fwlint.dialects.ipset.line import LIMIT, LineReader
from fwlint.dialects.ipset.listing import HEADINGS, NAME, Listing
from fwlint.dialects.ipset.sets import Sets
from fwlint.dialects.source import Source
from fwlint.model.diagnostic import Diagnostic, Trouble

_COMMAND = re.compile(
    r"(?:-(?:!|-?exist)[ \t]+)?(?:create|add|del|flush|destroy|rename|swap)(?!\S)"
)
_SHORT_COMMAND = re.compile(r"(?:[nxew]|COMMIT)(?!\S)")
_WORD = re.compile(r'(?<![^\s"])[^\s"-][^\s"]*')


@dataclass(slots=True)
class SetReader:
    """One pass over a source into `sets`; `alone` says that it holds nothing but sets.

    `diagnostics` and `taken`, the numbers of the lines that speak of sets, are its result.
    """

    source: Source
    sets: Sets
    alone: bool
    diagnostics: list[Diagnostic] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    _commands: LineReader = field(default_factory=lambda: LineReader("command", 2))
    _headings: LineReader = field(default_factory=lambda: LineReader("heading", 1))
    _members: LineReader = field(default_factory=lambda: LineReader("member", 0))
    _listing: Listing | None = None

    def read(self) -> None:
        """Read every line."""
        for number, line in enumerate(self.source.lines, 1):
            text = line.lstrip()
            if not text or text.startswith("#"):
                self._close()
            elif reader := self._reader(text):
                self.taken.add(number)
                self._read(number, line, reader)
            elif self.alone:
                message = "this is no line of what `ipset save` or `ipset list` prints"
                self.diagnostics.append(not_understood(self.source, number, message))
        self._close()

    def _reader(self, text: str) -> LineReader | None:
        """Return what reads a line, or None where it does not speak of sets."""
        if text.startswith(NAME) or (self._listing and text.startswith(HEADINGS)):
            return self._headings
        if self._listing and self._listing.listed:
            return self._members
        if _COMMAND.match(text) or (self.alone and _SHORT_COMMAND.match(text)):
            return self._commands
        return None

    def _read(self, number: int, line: str, reader: LineReader) -> None:
        trouble = self._try(number, line, reader)
        if trouble:
            self.diagnostics.append(trouble)
            self._suspect(line, f"line {number} of {self.source.path} is not understood")

    def _try(self, number: int, line: str, reader: LineReader) -> Diagnostic | None:
        """Do what a line says, or return why it cannot be done."""
        if len(line) > LIMIT:
            message = f"this line is longer than the {LIMIT} bytes that ipset reads"
            return not_understood(self.source, number, message)
        try:
            statement = reader.read(line)
        except UnexpectedInput as error:
            return refusal(self.source, number, error, "line")
        try:
            if statement.kind == "name":
                self._close()
                self._listing = Listing(statement.words[0], number)
            elif reader is self._commands:
                self.sets.obey(statement)
            elif self._listing:
                self._listing.obey(statement, self.sets)
        except ValueError as error:
            column = line.find(statement.words[-1]) + 1 if statement.words else 1
            return not_understood(self.source, number, str(error), column=column)
        return None

    def _suspect(self, line: str, doubt: str) -> None:
        """Doubt the sets that a refused line may speak of."""
        words = _WORD.findall(line)
        names = {word for word in words if word in self.sets.by_name}
        names.update([self._listing.name] if self._listing else words[1:2])
        for name in names:
            self.sets.suspect(name, doubt)

    def _close(self) -> None:
        """End the listing of a set."""
        listing, self._listing = self._listing, None
        if listing and (doubt := listing.doubt(self.sets)):
            self.sets.suspect(listing.name, doubt)
            place, hint = self.source.span(listing.line), "`ipset save` prints all there is to know"
            self.diagnostics.append(Diagnostic(place, Trouble.UNREADABLE, doubt, hint))
