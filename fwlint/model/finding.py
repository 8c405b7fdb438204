"""What a check found: a claim about packets, with everything that proves it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from fwlint.model.source import DocumentRow, Span


class Level(IntEnum):
    """How much a finding matters; SARIF's words, so that they order."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that takes part in a finding, and its part in it."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `message` is a whole sentence without the place; `span` is where to look.

    `decided_by` is the text of the rule or default that decides, `witness` a packet in the words of
    `fwlint trace` that shows it, `row` the document row it stands on, `requirement` that row's id,
    `also` the ids of requirements that ask for the same, and `conditions` what the verdict depends
    on. Each is empty where the check has none.
    """

    check: str
    level: Level
    message: str
    span: Span
    decided_by: str = ""
    witness: str = ""
    requirement: str = ""
    row: DocumentRow | None = None
    conditions: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    also: tuple[str, ...] = ()
