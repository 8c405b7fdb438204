"""One command being read: its values, and what keeps the rule from being known for certain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from lark.exceptions import UnexpectedInput

from fwlint.dialects.grammar import refusal
from fwlint.dialects.source import Source
from fwlint.dialects.windows.script.command import KNOWN, Run, Unknown
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.source import Span

Result = TypeVar("Result")

_SHOWN = 80
_WRITE_IT_OUT = (
    "write the value itself, or assign it once, at the top of the script, to the variable"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a command says of one part of a rule: under which label, and its items."""

    label: str
    items: tuple[str, ...]
    span: Span
    unknown: Unknown = KNOWN

    @property
    def text(self) -> str:
        """The items as one list."""
        return ",".join(self.items)


@dataclass(slots=True)
class Reading:
    """A command under way, with all that it says by the field of the rule that it speaks of.

    `doubtful` names the fields of which it is not known what the command makes of them.
    """

    run: Run
    said: dict[str, Said]
    conditions: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    doubtful: set[str] = field(default_factory=set)

    def value(self, name: str, read: Callable[[str], Result], widest: Result) -> Result:
        """Return the value that is said of field `name`, or `widest` where it is not understood."""
        said = self.said[name]
        if said.unknown:
            self.doubtful.add(name)
            self.conditions.append(f"{said.label} {said.text[:_SHOWN]}")
            self.diagnostics.append(self._computed(said))
            return widest
        try:
            return read(said.text)
        except UnexpectedInput as error:
            line = Source(said.span.path, b"", (said.text,))
            self.doubt(name, refusal(line, 1, error, said.label))
        except ValueError as error:
            self.refuse(name, f"this {said.label} is not understood: {error}")
        return widest

    def text(self, name: str, *, unless: str = "any") -> str:
        """Return the text that is said of field `name`, or "" where it is only the usual `unless`.

        What the script finds in its environment is as good a text as any.
        """
        said = self.said[name]
        if said.unknown.computed:
            self.doubtful.add(name)
            self.diagnostics.append(self._computed(said))
        return "" if said.text.lower() == unless else said.text

    def refuse(self, name: str, message: str) -> None:
        """Make the command doubtful for what it says of field `name`."""
        diagnostic = Diagnostic(self.run.span, Trouble.NOT_UNDERSTOOD, message)
        self.doubt(name, diagnostic)

    def doubt(self, name: str, diagnostic: Diagnostic) -> None:
        """Make the command doubtful for what is wrong with field `name`, or with all of it."""
        span = self.said[name].span if name in self.said else self.run.span
        self.doubtful.add(name)
        self.diagnostics.append(replace(diagnostic, span=span, text=self.run.text))
        condition = f"line {span.line} is not understood"
        if condition not in self.conditions:
            self.conditions.append(condition)

    def require(self, **labels: str) -> None:
        """Make the command doubtful where it lacks one of these fields, each with its label."""
        missing = [label for name, label in labels.items() if name not in self.said]
        if missing:
            self.refuse("", f"this command does not say {', '.join(missing)}")

    def _computed(self, said: Said) -> Diagnostic:
        return Diagnostic(
            said.span,
            Trouble.NOT_UNDERSTOOD,
            f"{said.label} is only known when the script is run: {said.unknown}",
            _WRITE_IT_OUT,
            self.run.text,
        )
