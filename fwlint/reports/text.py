"""The report for people: grouped by file, one short block for each finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fwlint.reports.block import Writer
from fwlint.reports.paint import BOLD, painter
from fwlint.reports.quiet import one_line_each
from fwlint.reports.report import FileReport, Report
from fwlint.reports.style import Style
from fwlint.reports.summary import count, statistics, summary
from fwlint.reports.untrusted import visible


def render(report: Report, style: Style) -> Iterator[str]:
    """Yield the report as lines for a terminal, or for a pipe where `style` has no colour."""
    if style.quiet:
        counts = statistics(report) if style.statistics else ()
        yield from (f"{line}\n" for line in (*one_line_each(report, style), *counts))
        return
    ruler = ""
    for block in _blocks(report, style):
        yield ruler
        yield from (f"{line}\n" for line in block)
        ruler = "\n"


def _blocks(report: Report, style: Style) -> Iterator[Iterable[str]]:
    writer = Writer(report, style)
    everything = style.verbose or len(report.files) == 1
    for file in report.files:
        if everything or file.findings_in_order() or file.diagnostics:
            yield _file(file, writer, style)
    if style.statistics and (counts := list(statistics(report))):
        yield counts
    yield [summary(report)]


def _file(file: FileReport, writer: Writer, style: Style) -> Iterator[str]:
    rules = count(file.rules, "rule", "rules")
    kind = f"  ({file.dialect}, {rules})" if file.dialect else ""
    yield painter(color=style.color)(visible(file.path), BOLD) + kind
    for finding in file.findings_in_order():
        yield from writer.finding(finding)
    for diagnostic in file.diagnostics_in_order():
        yield from writer.diagnostic(diagnostic)
