"""The formats by their names on the command line; each is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
"""The module of each format; its `render` takes a report and a style, and returns text."""


def render_as(format_name: str, report: Report, style: Style) -> str:
    """Return `report` in one of `FORMATS`, without the secrets that configurations carry."""
    from fwlint.reports.secrets import concealed

    report, style = concealed(report, style)
    text: str = import_module(FORMATS[format_name]).render(report, style)
    return text
