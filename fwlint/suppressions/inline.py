"""Suppressions that stand in an export, in comments of whatever dialect."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from fwlint.model.export import Export
from fwlint.model.finding import Finding, Suppression
from fwlint.model.places import policies_by_place, rules_by_place
from fwlint.model.source import Span
from fwlint.suppressions.comment import has_mark, parse_comment

_NOTHING_BUT_A_COMMENT = re.compile(r"\W*|.*\b(?:remark|rem)\W*", re.IGNORECASE)
"""What stands before the words of a suppression that has a line for itself."""


@dataclass(frozen=True, slots=True)
class Inline:
    """A suppression for the findings that point at the lines `first … last` of its file."""

    suppression: Suppression
    first: int
    last: int

    def accepts(self, finding: Finding, export: Export) -> bool:  # noqa: ARG002  # see Accepting
        """Return whether it is for `finding`, which is in its file."""
        return (
            finding.check in self.suppression.checks
            and self.first <= finding.span.line <= self.last
        )


def inline_suppressions(
    path: str, lines: Sequence[str], export: Export, checks: Collection[str]
) -> Iterator[Inline]:
    """Yield the suppressions in the file at `path`, one of those that make up `export`.

    One that stands in the line of a rule is for that line, one that has a line for itself for what
    follows until the next line with a rule, and one within a rule of several lines for that rule.
    `checks` holds the ids that there are.
    """
    starts: list[int] = []
    for number, line in enumerate(lines, 1):
        parsed = parse_comment(line, Span(path, number), checks) if has_mark(line) else None
        if parsed:
            starts = starts or _starts(path, export)
            before, suppression = parsed
            yield Inline(suppression, *_reach(number, before, starts))


def _starts(path: str, export: Export) -> list[int]:
    """Return the lines of a file in which rules begin, policies, and what policies do else."""
    places = [*rules_by_place(export), *policies_by_place(export)]
    return sorted({line for one, line, _ in places if one == path and line})


def _reach(number: int, before: str, starts: Sequence[int]) -> tuple[int, int]:
    """Return the lines that a suppression in line `number` is for, from the first to the last."""
    at = bisect_left(starts, number)
    if at < len(starts) and starts[at] == number:
        return number, number
    if _NOTHING_BUT_A_COMMENT.fullmatch(before):
        return number, starts[at] if at < len(starts) else number
    return starts[at - 1] if at else number, number
