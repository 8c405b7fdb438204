"""What fwlint could not read or understand, said to a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from fwlint.model.source import Span


class Trouble(Enum):
    """How much a diagnostic takes away from the verdicts on its file."""

    UNREADABLE = "unreadable"
    """The file, or a part of it, could not be read at all; the exit code is 3."""
    NOT_UNDERSTOOD = "not-understood"
    """A line was read but not understood, so verdicts that it may touch are conditional; exit 3."""
    ASSUMED = "assumed"
    """The export does not say something, and fwlint names what it takes instead; no exit code."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One message: where, what is wrong, what to do about it, and the text it speaks of."""

    span: Span
    trouble: Trouble
    message: str
    hint: str = ""
    text: str = ""
