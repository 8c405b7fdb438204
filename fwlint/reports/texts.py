"""Every text of a report, changed in one sweep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from fwlint.model.diagnostic import Diagnostic
from fwlint.model.finding import Finding, Related, Suppression
from fwlint.model.source import DocumentRow, Span
from fwlint.reports.report import FileReport, Report

Change = Callable[[str], str]
Thing = TypeVar("Thing")


def with_texts(report: Report, change: Change, *, rename: Change) -> Report:
    """Return `report` with `change` made to each text in it that a configuration may have part in.

    Paths are changed by `rename`. What fwlint alone says stays: ids of checks, names of dialects,
    and remedies, which are said in `fix`.
    """
    return replace(report, files=tuple(_file(file, change, rename) for file in report.files))


def _file(file: FileReport, change: Change, rename: Change) -> FileReport:
    return replace(
        file,
        path=rename(file.path),
        findings=tuple(_finding(one, change, rename) for one in file.findings),
        diagnostics=tuple(_diagnostic(one, change, rename) for one in file.diagnostics),
    )


def _finding(finding: Finding, change: Change, rename: Change) -> Finding:
    changed = replace(
        finding,
        message=change(finding.message),
        span=_span(finding.span, change, rename),
        decided_by=change(finding.decided_by),
        witness=change(finding.witness),
        requirement=change(finding.requirement),
        row=_row(finding.row, change) if finding.row else None,
        conditions=_each(finding.conditions, change),
        related=tuple(_related(one, change, rename) for one in finding.related),
        also=_each(finding.also, change),
        fix=_each(finding.fix, change),
        path=tuple(_related(one, change, rename) for one in finding.path),
        suppression=_suppression(finding.suppression, change),
    )
    return _once(finding, changed)


def _once(was: Thing, changed: Thing) -> Thing:
    """Return `was` where nothing has changed, so that it is not there twice."""
    return was if changed == was else changed


def _diagnostic(diagnostic: Diagnostic, change: Change, rename: Change) -> Diagnostic:
    return replace(
        diagnostic,
        span=_span(diagnostic.span, change, rename),
        message=change(diagnostic.message),
        hint=change(diagnostic.hint),
        text=change(diagnostic.text),
    )


def _each(texts: tuple[str, ...], change: Change) -> tuple[str, ...]:
    return tuple(map(change, texts))


def _related(related: Related, change: Change, rename: Change) -> Related:
    changed = Related(_span(related.span, change, rename), change(related.message))
    return _once(related, changed)


def _span(span: Span, change: Change, rename: Change) -> Span:
    return _once(span, Span(rename(span.path), span.line, span.column, change(span.entry)))


def _row(row: DocumentRow, change: Change) -> DocumentRow:
    return DocumentRow(
        change(row.document),
        change(row.section),
        row.line,
        change(row.revision),
        change(row.date),
        change(row.address),
    )


def _suppression(suppression: Suppression | None, change: Change) -> Suppression | None:
    if suppression is None:
        return None
    return replace(suppression, reason=change(suppression.reason), owner=change(suppression.owner))
