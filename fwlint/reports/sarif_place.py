"""Places in files as SARIF locations that GitHub can show."""

from __future__ import annotations

from typing import Any

import sarif_om as om

from fwlint.model.source import Span
from fwlint.reports.place import uri


def location(span: Span, *, number: int | None = None, message: str = "") -> Any:
    """Return `span` as a `sarif_om.Location`; `number` is what a message's link names.

    The region is one line, because GitHub shows an alert in a pull request only where all of its
    lines changed. GitHub demands a line, so the file as a whole is its line 1; in a file without
    lines the logical location tells the entries apart.
    """
    line = max(span.line, 1)
    return om.Location(
        id=number,
        message=om.Message(text=message) if message else None,
        physical_location=om.PhysicalLocation(
            artifact_location=om.ArtifactLocation(uri=uri(span.path)),
            region=om.Region(start_line=line, start_column=span.column, end_line=line),
        ),
        logical_locations=[om.LogicalLocation(fully_qualified_name=span.entry, kind="element")]
        if span.entry
        else None,
    )
