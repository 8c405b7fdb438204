"""One block being read: its values, and what keeps the rule from being known for certain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from fwlint.dialects.grammar import not_understood, refusal
from fwlint.dialects.source import Source
from fwlint.dialects.windows.netsh.blocks import Block
from fwlint.dialects.windows.netsh.lines import Line
from fwlint.model.diagnostic import Diagnostic, Trouble

Value = TypeVar("Value")


def understand(
    source: Source, line: Line, read: Callable[[str], Value], what: str
) -> Value | Diagnostic:
    """Return what `read` makes of the line's value, or why it could not."""
    from lark.exceptions import UnexpectedInput

    try:
        return read(line.value)
    except UnexpectedInput as error:
        error.column = line.column + max(error.column, 1) - 1
        return refusal(source, line.number, error, what)
    except ValueError as error:
        return not_understood(source, line.number, str(error), column=line.column)


def unreadable_line(line: Line) -> str:
    """Return the condition of what hangs on a line that is not understood."""
    return f"line {line.number} is not understood"


@dataclass(slots=True)
class Reading:
    """A block under way. Whatever is wrong with it becomes a condition and a diagnostic."""

    source: Source
    block: Block
    conditions: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def value(self, label: str, read: Callable[[str], Value], widest: Value) -> Value:
        """Return the value behind `label`, or `widest` where it is missing or not understood."""
        if label in self.block.doubtful:
            return widest
        line = self.block.entries.get(label)
        if line is None:
            self.missing.append(label)
            return widest
        return self.value_of(line, read, widest)

    def value_of(self, line: Line, read: Callable[[str], Value], widest: Value) -> Value:
        """Return the value of `line`, or `widest` where it is not understood."""
        value = understand(self.source, line, read, line.label or "line")
        if isinstance(value, Diagnostic):
            self.diagnostics.append(value)
            self.conditions.append(unreadable_line(line))
            return widest
        return value

    def optional(self, label: str, *, unless: str) -> str:
        """Return the text behind `label`, or "" where there is none or only the usual `unless`."""
        line = self.block.entries.get(label)
        return line.value if line and line.value != unless else ""

    def report_the_rest(self) -> None:
        """Turn unknown labels, lines out of place and missing lines into conditions."""
        for line in self.block.unknown:
            self._complain(line, f"fwlint does not know the label {line.label!r}")
            self.conditions.append(f"{line.label}: {line.value}")
        for line in self.block.stray:
            self._complain(line, "this line does not belong here in a rule")
            self.conditions.append(unreadable_line(line))
        if self.missing:
            self._report_missing()

    def _complain(self, line: Line, message: str) -> None:
        self.diagnostics.append(not_understood(self.source, line.number, message))

    def _report_missing(self) -> None:
        labels = ", ".join(self.missing)
        number = self.block.line
        if self.block.cut:
            message = f"the export ends inside rule {self.block.name!r}, before its {labels}"
            text = self.source.lines[number - 1].strip()
            self.diagnostics.append(
                Diagnostic(self.source.span(number), Trouble.UNREADABLE, message, text=text)
            )
        else:
            message = f"this rule has no line for its {labels}"
            self.diagnostics.append(not_understood(self.source, number, message))
        self.conditions.append(f"the export does not show this rule's {labels}")
