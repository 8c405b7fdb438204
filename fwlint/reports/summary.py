"""How much was found, counted in words."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.model.diagnostic import Trouble
from fwlint.model.finding import Level
from fwlint.reports.report import Report

_UNITS = {
    Trouble.UNREADABLE: ("place unreadable", "places unreadable"),
    Trouble.NOT_UNDERSTOOD: ("line not understood", "lines not understood"),
    Trouble.ASSUMED: ("assumption", "assumptions"),
}


def summary(report: Report) -> str:
    """Return the counts of each level, the worst first, of what was set aside or stayed unclear."""
    levels, troubles = report.findings_by_level(), report.diagnostics_by_trouble()
    found = [
        count(levels[level], str(level), f"{level}s")
        for level in sorted(Level, reverse=True)
        if levels[level]
    ]
    unclear = [count(troubles[one], *_UNITS[one]) for one in Trouble if troubles[one]]
    files = count(len(report.files), "file", "files")
    parts = [f"{', '.join(found) or 'no findings'} in {files}"]
    if report.suppressed():
        parts.append(f"{report.suppressed()} suppressed")
    if report.known():
        parts.append(f"{report.known()} known from the baseline")
    if unclear:
        parts.append(", ".join(unclear))
    return "; ".join(parts)


def statistics(report: Report) -> Iterator[str]:
    """Yield how often each check found something, the most frequent first, as aligned lines."""
    names, counts = report.check_names(), report.findings_by_check()
    width = len(str(max(counts.values(), default=0)))
    for check, number in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        yield f"{number:{width}}  {check} {names[check]}"


def count(number: int, one: str, many: str) -> str:
    """Return the number and its unit."""
    return f"{number} {one if number == 1 else many}"
