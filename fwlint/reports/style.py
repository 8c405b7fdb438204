"""How a report is to be written, beside its format."""

from __future__ import annotations

from dataclasses import dataclass, field

from fwlint.reports.sources import Sources, no_sources


@dataclass(frozen=True, slots=True)
class Style:
    """`color`, `quiet`, `verbose` and `statistics` are for people and concern `text` alone.

    `archive` makes a SARIF log complete, for keeping, where it is otherwise shaped for GitHub.
    """

    color: bool = False
    quiet: bool = False
    verbose: bool = False
    statistics: bool = False
    archive: bool = False
    sources: Sources = field(default_factory=no_sources)
