"""Where things stand: a place in an export, and a row in a vendor's document."""

from __future__ import annotations

from dataclasses import dataclass

from fwlint.model.frozen import frozen


@frozen(order=True)
class Span:
    """A place in a file; line and column count from 1, and line 0 is the file as a whole.

    In a file without lines, such as a registry hive, `entry` names the place: the path of a value.
    """

    path: str
    line: int = 0
    column: int = 1
    entry: str = ""

    def __str__(self) -> str:
        place = self.within()
        return f"{self.path}:{place}" if place else self.path

    def within(self) -> str:
        """Return the place inside the file: `line:column`, the entry, or "" for the whole file."""
        return self.entry or (f"{self.line}:{self.column}" if self.line else "")


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A row, note or sentence of a published document that demands something of a firewall.

    `line` counts in the revision whose hash is `revision` (the document's own header names it);
    `address` is empty where none is known.
    """

    document: str
    section: str
    line: int
    revision: str
    date: str = ""
    address: str = ""

    def __str__(self) -> str:
        return f"{self.document}, “{self.section}”, line {self.line}"
