"""One record being read: its values, and what keeps it from being known for certain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from fwlint.dialects.grammar import not_understood, refusal
from fwlint.dialects.source import Source
from fwlint.dialects.windows.table.record import Cell, Record
from fwlint.model.diagnostic import Diagnostic

Value = TypeVar("Value")

_SHOWN = 60
"""How many characters of a value that is not understood are repeated."""
_LISTS_TYPE = "System."
"""How a cell begins in which Export-Csv wrote a list's type in place of the list."""


def understand(cell: Cell, read: Callable[[str], Value], column: str) -> Value | Diagnostic:
    """Return what `read` makes of a cell, or why it could not."""
    from lark.exceptions import UnexpectedInput

    line = Source(cell.span.path, b"", (cell.text,))
    try:
        return read(cell.text)
    except UnexpectedInput as error:
        found = refusal(line, 1, error, column)
    except ValueError as error:
        found = not_understood(line, 1, f"this {column} is not understood: {error}")
    if cell.text.startswith(_LISTS_TYPE):
        found = replace(found, hint=f"this was a list; export it as (… .{column} -join ',')")
    return replace(found, span=cell.span, text=f"{column}: {shortened(cell.text)}")


def shortened(text: str) -> str:
    """Return `text`, or its beginning where it is long."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


@dataclass(slots=True)
class Reading:
    """A record under way. `hidden` names the columns that matter and of which it says nothing."""

    record: Record
    conditions: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def value(self, column: str, read: Callable[[str], Value], widest: Value) -> Value:
        """Return the value under `column`, or `widest` where it is hidden or not understood."""
        if not self.record.says(column):
            self.hidden.append(column)
        return self.optional(column, read, widest)

    def optional(self, column: str, read: Callable[[str], Value], usual: Value) -> Value:
        """Return the value under `column`, or `usual`, which is also what silence means there."""
        if not self.record.says(column):
            return usual
        cell = self.record.cells[column]
        value = understand(cell, read, column)
        if isinstance(value, Diagnostic):
            self.diagnostics.append(value)
            self.conditions.append(f"not understood: {column} {shortened(cell.text)}")
            return usual
        return value

    def text(self, column: str, *, unless: tuple[str, ...] = ("any",)) -> str:
        """Return the text under `column`, or "" where it says nothing, or no more than `unless`."""
        said = self.record.cells[column].text if self.record.says(column) else ""
        return "" if said.lower() in unless else said

    def limit(self, column: str, *, unless: tuple[str, ...] = ("any",)) -> None:
        """Make a condition of what `column` says, unless that is no limit."""
        if said := self.text(column, unless=unless):
            self.conditions.append(f"{column} {said}")
