"""The formats by their names on the command line; each is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fwlint.reports.report import Report
    from fwlint.reports.style import Style

FORMATS = {
    "text": "fwlint.reports.text",
    "sarif": "fwlint.reports.sarif",
    "json": "fwlint.reports.json_report",
    "github": "fwlint.reports.github",
    "junit": "fwlint.reports.junit",
    "markdown": "fwlint.reports.markdown",
}
"""The module of each format; its `render` takes a report and a style, and yields a text in parts.

A report of a hundred thousand findings is as long as all that was read; it is never there twice.
"""

_PART = 1_000_000


def render_as(format_name: str, report: Report, style: Style) -> Iterator[str]:
    """Yield `report` in one of `FORMATS`, without the secrets that configurations carry."""
    from fwlint.reports.secrets import concealed

    report, style = concealed(report, style)
    parts: Iterator[str] = import_module(FORMATS[format_name]).render(report, style)
    yield from _evened(parts)


def _evened(parts: Iterator[str]) -> Iterator[str]:
    """Yield the same text in parts of at most `_PART` characters, few of which are shorter."""
    gathered: list[str] = []
    length = 0
    for part in parts:
        for start in range(0, len(part), _PART):
            piece = part[start : start + _PART]
            if length + len(piece) > _PART:
                yield "".join(gathered)
                gathered, length = [], 0
            gathered.append(piece)
            length += len(piece)
    yield "".join(gathered)
