"""The line that a finding points at, with a caret under its column."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

from fwlint.model.source import Span
from fwlint.reports.sources import Sources
from fwlint.reports.untrusted import visible

_BEFORE, _WIDTH = 60, 120
"""Characters that are shown before the column, and in all."""


def excerpt(span: Span, sources: Sources) -> tuple[str, str] | None:
    """Return the line of `span` and a line with a caret to put under it, or None without one.

    Of a long line, what stands around the column.
    """
    halves = sources.line(span)
    if halves is None:
        return None
    before, after = map(visible, (halves[0].lstrip(), halves[1]))
    after = after if before else after.lstrip()
    if len(before) + len(after) > _WIDTH and len(before) > _BEFORE:
        before = "…" + before[1 - _BEFORE :]
    room = _WIDTH - len(before)
    after = after if len(after) <= room else after[: room - 1] + "…"
    return (before + after).rstrip(), " " * _columns(before) + "^"


def _columns(text: str) -> int:
    """Return how many columns of a terminal `text` takes."""
    return sum(_WIDTHS.get(east_asian_width(one), 1) for one in text if not combining(one))


_WIDTHS = {"W": 2, "F": 2}
