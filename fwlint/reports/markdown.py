"""The report as Markdown, for the summary of a job: a table, and below it what proves each finding.

GitHub takes a mebibyte of it for a step; findings beyond that are counted and not shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.model.diagnostic import Diagnostic
from fwlint.model.finding import Finding, Level
from fwlint.reports.evidence import evidence
from fwlint.reports.report import TROUBLE_LEVELS, Report
from fwlint.reports.style import Style
from fwlint.reports.summary import count, statistics, summary
from fwlint.reports.untrusted import code, unmarked

_ROOM = 900_000
"""Bytes of findings; the rest of the mebibyte is for what stands around them."""

_MARKS = {Level.ERROR: "🟥", Level.WARNING: "🟨", Level.NOTE: "🟦"}
_TABLE = "| | where | what |\n|---|---|---|"


def render(report: Report, _style: Style) -> Iterator[str]:
    """Yield the report as GitHub-flavoured Markdown, the most severe findings first."""
    rows = [*_troubles(report), *_findings(report)]
    shown = _that_fit(rows)
    parts = ["## fwlint", f"**{unmarked(summary(report))}**"]
    if shown:
        parts.append("\n".join([_TABLE, *(row for row, _ in shown)]))
    if more := len(rows) - len(shown):
        parts.append(f"{count(more, 'more finding is', 'more findings are')} not shown here.")
    parts += [proof for _, proof in shown if proof]
    counts = [f"- {line.strip()}" for line in statistics(report)]
    if counts:
        parts.append("\n".join(["### By check", "", *counts]))
    yield "\n\n".join(parts) + "\n"


def _that_fit(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    room, shown = _ROOM, []
    for row in rows:
        room -= sum(len(part.encode("utf-8", "replace")) + 2 for part in row)
        if room < 0:
            break
        shown.append(row)
    return shown


def _troubles(report: Report) -> Iterator[tuple[str, str]]:
    for file in report.files:
        for one in file.diagnostics_in_order():
            if TROUBLE_LEVELS[one.trouble] is Level.ERROR:
                yield _trouble(one), ""


def _trouble(diagnostic: Diagnostic) -> str:
    title = diagnostic.trouble.value.replace("-", " ")
    mark = _MARKS[TROUBLE_LEVELS[diagnostic.trouble]]
    return f"| {mark} | {code(str(diagnostic.span))} | {title}: {unmarked(diagnostic.message)} |"


def _findings(report: Report) -> Iterator[tuple[str, str]]:
    for finding in report.worst_first():
        yield _row(finding), _proof(finding)


def _row(finding: Finding) -> str:
    where, what = code(str(finding.span)), unmarked(finding.message)
    return f"| {_MARKS[finding.level]} | {where} | {finding.check} {what} |"


def _proof(finding: Finding) -> str:
    lines = [f"- {label}: {code(text)}" for label, text in evidence(finding)]
    if not lines:
        return ""
    title = f"{finding.check} {code(str(finding.span))}"
    return "\n".join([f"<details><summary>{title}</summary>", "", *lines, "", "</details>"])
