"""The lines that mend a finding, as a SARIF fix that an editor can carry out."""

from __future__ import annotations

from typing import Any

import sarif_om as om

from fwlint.model.finding import Finding
from fwlint.reports.place import uri
from fwlint.reports.report import Report

_READ_BACK = ("iptables",)
"""Dialects whose exports a device takes back as they stand, so that a line can be put into them."""


def fix(finding: Finding, report: Report) -> list[Any] | None:
    """Return a `sarif_om.Fix` where it is known before which line the lines have to stand."""
    before = finding.fix_before
    if not before or not before.line:
        return None
    path = before.path
    if not any(file.path == path and file.dialect in _READ_BACK for file in report.files):
        return None
    said, *lines = finding.fix
    start = om.Region(start_line=before.line, start_column=1, end_column=1)
    text = "".join(f"{line}\n" for line in lines)
    change = om.ArtifactChange(
        artifact_location=om.ArtifactLocation(uri=uri(path)),
        replacements=[
            om.Replacement(deleted_region=start, inserted_content=om.ArtifactContent(text=text))
        ],
    )
    description = om.Message(text=f"{said[0].upper()}{said[1:].removesuffix(':')}.")
    return [om.Fix(description=description, artifact_changes=[change])]
