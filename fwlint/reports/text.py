"""The report for people: grouped by file, one short block for each finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.finding import Finding, Level
from fwlint.model.source import Span
from fwlint.reports.evidence import evidence
from fwlint.reports.report import TROUBLE_LEVELS, FileReport, Report
from fwlint.reports.untrusted import quoted, visible

_BOLD = "1"
_LEVEL_STYLES = {Level.ERROR: "1;31", Level.WARNING: "1;33", Level.NOTE: "1;36"}
_UNITS = {
    Trouble.UNREADABLE: ("place unreadable", "places unreadable"),
    Trouble.NOT_UNDERSTOOD: ("line not understood", "lines not understood"),
    Trouble.ASSUMED: ("assumption", "assumptions"),
}

Paint = Callable[[str, str], str]
"""Takes a text and the parameters of an ANSI style (SGR, ECMA-48 8.3.117); returns it in style."""


def render(report: Report, *, color: bool = False) -> str:
    """Return the report as lines for a terminal, or for a pipe where `color` is false."""
    paint = _styled if color else _plain
    names = report.check_names()
    alone = len(report.files) == 1
    blocks = [
        "\n".join(_file(file, names, paint))
        for file in report.files
        if alone or file.findings or file.diagnostics
    ]
    return "\n\n".join([*blocks, _summary(report)]) + "\n"


def _file(file: FileReport, names: dict[str, str], paint: Paint) -> Iterator[str]:
    rules = _count(file.rules, "rule", "rules")
    kind = f"  ({file.dialect}, {rules})" if file.dialect else ""
    yield paint(visible(file.path), _BOLD) + kind
    for finding in file.findings_in_order():
        yield from _finding(finding, names[finding.check], paint)
    for diagnostic in file.diagnostics_in_order():
        yield from _diagnostic(diagnostic, paint)


def _finding(finding: Finding, name: str, paint: Paint) -> Iterator[str]:
    yield _heading(finding.span, finding.level, f"{finding.check} {name}", paint)
    yield from _body(finding.message, [*evidence(finding), *_see_also(finding)])


def _diagnostic(diagnostic: Diagnostic, paint: Paint) -> Iterator[str]:
    title = diagnostic.trouble.value.replace("-", " ")
    yield _heading(diagnostic.span, TROUBLE_LEVELS[diagnostic.trouble], title, paint)
    details = (("line", quoted(diagnostic.text)), ("hint", diagnostic.hint))
    yield from _body(diagnostic.message, [detail for detail in details if detail[1]])


def _heading(span: Span, level: Level, title: str, paint: Paint) -> str:
    place = f"{visible(span.within())}  " if span.within() else ""
    return f"\n  {place}{paint(f'{level}:', _LEVEL_STYLES[level])} {title}"


def _body(message: str, details: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield the message, and below it the details, a label and a text each, the texts aligned."""
    yield f"    {visible(message)}"
    width = max((len(label) for label, _ in details), default=0) + 1
    for label, text in details:
        yield f"      {label + ':':{width}} {visible(text)}"


def _see_also(finding: Finding) -> Iterator[tuple[str, str]]:
    for related in finding.related:
        yield "see also", f"{_place(related.span, finding.span.path)}: {related.message}"


def _place(span: Span, here: str) -> str:
    if span.path != here:
        return str(span)
    return span.entry or (f"line {span.line}" if span.line else str(span))


def _summary(report: Report) -> str:
    levels, troubles = report.findings_by_level(), report.diagnostics_by_trouble()
    found = [
        _count(levels[level], str(level), f"{level}s")
        for level in sorted(Level, reverse=True)
        if levels[level]
    ]
    unclear = [_count(troubles[one], *_UNITS[one]) for one in Trouble if troubles[one]]
    files = _count(len(report.files), "file", "files")
    parts = [f"{', '.join(found) or 'no findings'} in {files}"]
    if unclear:
        parts.append(", ".join(unclear))
    return "; ".join(parts)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _plain(text: str, _style: str) -> str:
    return text


def _styled(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m"
