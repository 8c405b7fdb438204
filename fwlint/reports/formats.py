"""The formats by their names on the command line; each is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable

from fwlint.reports.report import Report


def render_as(format_name: str, report: Report, *, color: bool) -> str:
    """Return `report` in one of `FORMATS`; only a format for people takes note of `color`."""
    return FORMATS[format_name](report, color)


def _text(report: Report, color: bool) -> str:
    from fwlint.reports.text import render

    return render(report, color=color)


def _sarif(report: Report, _color: bool) -> str:
    from fwlint.reports.sarif import render

    return render(report)


def _json(report: Report, _color: bool) -> str:
    from fwlint.reports.json_report import render

    return render(report)


FORMATS: dict[str, Callable[[Report, bool], str]] = {
    "text": _text,
    "sarif": _sarif,
    "json": _json,
}
