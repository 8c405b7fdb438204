"""One set as `ipset list` shows it: headings, and its members below."""

from __future__ import annotations

from dataclasses import dataclass

from fwlint.dialects.ipset.line import Statement
from fwlint.dialects.ipset.sets import Sets

NAME = "Name:"
"""The heading that begins a listing."""

HEADINGS = (
    *("Type:", "Revision:", "Header:", "Size in memory:", "References:"),
    *("Number of entries:", "Members:"),
)
"""Those that follow."""


@dataclass(slots=True)
class Listing:
    """The lines read so far of the set called `name`, from `line` on."""

    name: str
    line: int
    kind: str = ""
    entries: int = 0
    listed: bool = False
    read: int = 0

    def obey(self, statement: Statement, sets: Sets) -> None:
        """Do what a heading or a member says. Raises ValueError where that cannot be."""
        match statement.kind, statement.words:
            case "type", (kind,):
                self.kind = kind
            case "header", ():
                sets.create(self.name, self.kind, statement.options)
            case "number_of_entries", (number,):
                self.entries = int(number)
            case "members", ():
                self.listed = True
            case "member", (element,):
                self.read += 1
                sets.obey(Statement("add", (self.name, element), statement.options))

    def doubt(self, sets: Sets) -> str:
        """Return what is doubtful about the set at the end of its listing, or ""."""
        there = sets.by_name.get(self.name)
        if there is None or there.form is None:
            return f"the heading of set {self.name} is not complete"
        if not self.listed:
            return f"no members of set {self.name} are listed"
        if self.read < self.entries and not there.form.times_out:
            return f"{self.read} of {self.entries} members of set {self.name} are listed"
        return ""
