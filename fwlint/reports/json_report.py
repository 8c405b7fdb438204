"""The report as fwlint's own JSON, for scripts; `version` grows when a key changes its meaning.

Every key is always there. A text that a finding does not have is empty, and a finding that stands
on no document has null for it. Lines and columns count from 1; line 0 is the file as a whole, or,
in a file without lines, the `entry` that is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fwlint import __version__
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.finding import Finding, Level, Related
from fwlint.model.source import DocumentRow
from fwlint.reports.report import FileReport, Report
from fwlint.reports.style import Style
from fwlint.reports.untrusted import indented_json

VERSION = 1


def render(report: Report, _style: Style) -> Iterator[str]:
    """Yield the report as one indented JSON object; `schemas/report.schema.json` describes it."""
    names = report.check_names()
    yield from indented_json(
        {
            "version": VERSION,
            "fwlint": __version__,
            "files": [_file(file) for file in report.files],
            "summary": _summary(report),
        },
        in_turn=lambda finding: _finding(finding, names[finding.check]),
    )


def row_as_json(row: DocumentRow) -> dict[str, Any]:
    """Return the row of a document as a JSON object."""
    return {
        "title": row.document,
        "section": row.section,
        "line": row.line,
        "revision": row.revision,
        "date": row.date,
        "address": row.address,
    }


def _file(file: FileReport) -> dict[str, Any]:
    return {
        "path": file.path,
        "dialect": file.dialect,
        "rules": file.rules,
        "findings": file.findings_in_order(),
        "diagnostics": [_diagnostic(one) for one in file.diagnostics_in_order()],
    }


def _finding(finding: Finding, name: str) -> dict[str, Any]:
    return {
        "check": finding.check,
        "name": name,
        "level": str(finding.level),
        "message": finding.message,
        "line": finding.span.line,
        "column": finding.span.column,
        "entry": finding.span.entry,
        "decided_by": finding.decided_by,
        "witness": finding.witness,
        "requirement": finding.requirement,
        "also": list(finding.also),
        "document": row_as_json(finding.row) if finding.row else None,
        "conditions": list(finding.conditions),
        "fix": list(finding.fix),
        "related": [_related(one) for one in finding.related],
        "path": [_related(one) for one in finding.path],
    }


def _related(related: Related) -> dict[str, Any]:
    return {
        "path": related.span.path,
        "line": related.span.line,
        "column": related.span.column,
        "entry": related.span.entry,
        "message": related.message,
    }


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "trouble": diagnostic.trouble.value,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "text": diagnostic.text,
        "line": diagnostic.span.line,
        "column": diagnostic.span.column,
        "entry": diagnostic.span.entry,
    }


def _summary(report: Report) -> dict[str, Any]:
    levels, troubles = report.findings_by_level(), report.diagnostics_by_trouble()
    return {
        "files": len(report.files),
        "errors": levels[Level.ERROR],
        "warnings": levels[Level.WARNING],
        "notes": levels[Level.NOTE],
        "suppressed": report.suppressed(),
        "known": report.known(),
        "unreadable": troubles[Trouble.UNREADABLE],
        "not_understood": troubles[Trouble.NOT_UNDERSTOOD],
        "assumed": troubles[Trouble.ASSUMED],
        "checks": dict(sorted(report.findings_by_check().items())),
    }
