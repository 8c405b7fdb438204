"""One block being read: its values, and what keeps the rule from being known for certain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from fwlint.dialects.grammar import not_understood, refusal
from fwlint.dialects.source import Source
from fwlint.dialects.windows.netsh import hints
from fwlint.dialects.windows.netsh.blocks import Block
from fwlint.dialects.windows.netsh.languages import Language, UnknownWordError, english
from fwlint.dialects.windows.netsh.lines import Line
from fwlint.model.diagnostic import Diagnostic, Trouble

Value = TypeVar("Value")


def understand(
    source: Source, language: Language, label: str, line: Line, read: Callable[[str], Value]
) -> Value | Diagnostic:
    """Return what `read` makes of the line's value, put into English, or why it could not.

    `label` is the English one.
    """
    from lark.exceptions import UnexpectedInput

    text = line.value
    try:
        text = language.english(label, line.value)
        return read(text)
    except UnexpectedInput as error:
        inside = max(error.column, 1) - 1 if text == line.value else 0
        error.column = line.column + inside
        return refusal(source, line.number, error, line.label or "line")
    except UnknownWordError as error:
        return not_understood(source, line.number, str(error), column=line.column, hint=error.hint)
    except ValueError as error:
        return not_understood(source, line.number, str(error), column=line.column)


def unreadable_line(number: int) -> str:
    """Return the condition of what hangs on a line that is not understood."""
    return f"line {number} is not understood"


@dataclass(slots=True)
class Reading:
    """A block under way. Whatever is wrong with it becomes a condition and a diagnostic."""

    source: Source
    block: Block
    conditions: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    _asked: set[str] = field(default_factory=set)

    def value(self, label: str, read: Callable[[str], Value], widest: Value) -> Value:
        """Return the value behind `label`, or `widest` where it is missing or not understood."""
        self.require(label)
        return self.optional(label, read, widest)

    def require(self, label: str) -> None:
        """Note that the rule must have `label`."""
        if label not in self.block.entries:
            self.missing.append(label)

    def optional(self, label: str, read: Callable[[str], Value], usual: Value) -> Value:
        """Return the value behind `label`, or `usual` where it is missing or not understood."""
        self._asked.add(label)
        line = self.block.entries.get(label)
        if line is None or label in self.block.doubtful:
            return usual
        return self.value_of(line, label, read, usual)

    def value_of(
        self, line: Line, label: str, read: Callable[[str], Value], widest: Value
    ) -> Value:
        """Return the value of `line`, or `widest` where it is not understood."""
        language = self.block.language or english()
        value = understand(self.source, language, label, line, read)
        if isinstance(value, Diagnostic):
            self.diagnostics.append(value)
            self.conditions.append(unreadable_line(line.number))
            return widest
        return value

    def remark(self, label: str, read: Callable[[str], Value], usual: Value) -> Value:
        """Return the same of a label that has no say in what the rule matches: no condition."""
        before = len(self.conditions)
        value = self.optional(label, read, usual)
        del self.conditions[before:]
        return value

    def text(self, label: str) -> str:
        """Return what stands behind `label` as it stands there, or "" where it is missing."""
        self._asked.add(label)
        line = self.block.entries.get(label)
        return line.value if line else ""

    def skip(self, *labels: str) -> None:
        """Note that the rule may have these labels, which do not matter."""
        self._asked.update(labels)

    def refuses(self) -> bool:
        """Report a block that cannot be read at all, and return whether it is one."""
        block = self.block
        if block.language and not block.foreign:
            return False
        message = "this rule is in a language that fwlint does not know"
        if block.language:
            label = block.foreign[0].label
            message = f"this rule mixes languages: {label!r} is not {block.language.name}"
        self.diagnostics.append(
            not_understood(self.source, block.line, message, hint=hints.WITHOUT_LANGUAGE)
        )
        self.conditions.append(unreadable_line(block.line))
        return True

    def report_the_rest(self) -> None:
        """Turn unknown labels, lines out of place and missing lines into conditions."""
        for line in self.block.unknown:
            self._complain(line, f"fwlint does not know the label {line.label!r}")
            self.conditions.append(f"{line.label}: {line.value}")
        entries = self.block.entries
        strangers = (entries[label] for label in entries if label not in self._asked)
        for line in (*self.block.stray, *strangers):
            self._complain(line, "this line does not belong here in a rule")
            self.conditions.append(unreadable_line(line.number))
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
