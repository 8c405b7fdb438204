"""The report in one line for each finding, as compilers write it: for editors and for grep."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.model.finding import Level
from fwlint.model.source import Span
from fwlint.reports.paint import LEVEL_STYLES, painter
from fwlint.reports.report import TROUBLE_LEVELS, Report
from fwlint.reports.style import Style
from fwlint.reports.untrusted import visible


def one_line_each(report: Report, style: Style) -> Iterator[str]:
    """Yield the findings, and what was not read or not understood, file by file."""
    paint = painter(color=style.color)

    def line(span: Span, level: Level, text: str) -> str:
        return f"{visible(str(span))}: {paint(f'{level}:', LEVEL_STYLES[level])} {visible(text)}"

    for file in report.files:
        for one in file.findings_in_order():
            yield line(one.span, one.level, f"{one.check} {one.message}")
        for trouble in file.diagnostics_in_order():
            level = TROUBLE_LEVELS[trouble.trouble]
            if level is Level.ERROR:
                yield line(trouble.span, level, f"{trouble.trouble.value}: {trouble.message}")
