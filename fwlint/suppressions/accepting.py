"""Findings marked as accepted where a suppression says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from fwlint.model.export import Export
from fwlint.model.finding import Finding, Suppression


class Accepting(Protocol):
    """A suppression, and which findings of one file it is for."""

    @property
    def suppression(self) -> Suppression:
        """What stands in the report with each finding that it accepts."""
        ...

    def accepts(self, finding: Finding, export: Export) -> bool:
        """Return whether it is for `finding`, which is on `export` and in the file of its own."""
        ...


def accepted(
    findings: Iterable[Finding],
    export: Export,
    by_path: Mapping[str, Sequence[Accepting]],
    today: date,
) -> Iterator[Finding]:
    """Yield `findings`, each with the first suppression for it; `by_path` has those of each file.

    One that does not hold, because it is expired or not understood, accepts nothing.
    """
    for finding in findings:
        suppression = next(
            (
                one.suppression
                for one in by_path.get(finding.span.path, ())
                if one.suppression.holds(today) and one.accepts(finding, export)
            ),
            None,
        )
        yield replace(finding, suppression=suppression) if suppression else finding
