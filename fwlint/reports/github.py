"""The report as workflow commands, which GitHub Actions shows as annotations.

The syntax is in GitHub's "Workflow commands for GitHub Actions". Of each level GitHub shows the
first ten of a step, so that the most severe findings come first.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fwlint.model.diagnostic import Diagnostic
from fwlint.model.finding import Finding, Level
from fwlint.model.source import Span
from fwlint.reports.evidence import evidence
from fwlint.reports.place import in_repository
from fwlint.reports.report import TROUBLE_LEVELS, Report
from fwlint.reports.style import Style
from fwlint.reports.untrusted import visible

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def render(report: Report, _style: Style) -> Iterator[str]:
    """Yield a line for each finding, and for what was not read or not understood."""
    for line in _lines(report):
        yield f"{line}\n"


def _lines(report: Report) -> Iterator[str]:
    names = report.check_names()
    for file in report.files:
        for diagnostic in file.diagnostics_in_order():
            if TROUBLE_LEVELS[diagnostic.trouble] is Level.ERROR:
                yield _diagnostic(diagnostic)
    for finding in report.worst_first():
        yield _finding(finding, names[finding.check])


def _diagnostic(diagnostic: Diagnostic) -> str:
    title = f"fwlint: {diagnostic.trouble.value.replace('-', ' ')}"
    return _command(Level.ERROR, diagnostic.span, title, [diagnostic.message, diagnostic.hint])


def _finding(finding: Finding, name: str) -> str:
    said = [finding.message, *(f"{label}: {text}" for label, text in evidence(finding))]
    return _command(finding.level, finding.span, f"{finding.check} {name}", said)


def _command(level: Level, span: Span, title: str, lines: list[str]) -> str:
    path = in_repository(span.path, Path.cwd()) or span.path
    properties = {"file": path, "title": title}
    if span.line:
        properties |= {"line": str(span.line), "col": str(span.column)}
    said = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    text = [span.entry, *lines]
    return f"::{_COMMANDS[level]} {said}::{'%0A'.join(_data(visible(one)) for one in text if one)}"


def _data(text: str) -> str:
    return text.replace("%", "%25")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
