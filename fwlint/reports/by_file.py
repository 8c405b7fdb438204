"""What was found in exports that several files make up, file by file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from fwlint.model.finding import Finding
from fwlint.model.source import Span
from fwlint.reports.report import FileReport

if TYPE_CHECKING:
    from fwlint.model.export import Export


def files_of(export: Export) -> tuple[str, ...]:
    """Return the files that hold the policies of `export`, the one it is named after first."""
    policies = (policy.span.path for policy in export.policies.values())
    return tuple(dict.fromkeys((export.path, *policies)))


def by_file(export: Export, findings: Iterable[Finding]) -> list[FileReport]:
    """Return a report on each file of `export`, and on those that it has trouble with.

    The latter have no dialect: they only complete what the others say.
    """
    found = tuple(dict.fromkeys(findings))
    files = files_of(export)
    rules = Counter(span.path for span in _rule_spans(export))
    spans = [one.span for one in found] + [one.span for one in export.diagnostics]
    return [
        FileReport(
            path,
            export.dialect if path in files else "",
            rules[path],
            tuple(one for one in found if one.span.path == path),
            tuple(one for one in export.diagnostics if one.span.path == path),
        )
        for path in dict.fromkeys((*files, *(span.path for span in spans)))
    ]


def merged(reports: Iterable[FileReport]) -> tuple[FileReport, ...]:
    """Return one report for each file, with everything that is said of it, but once."""
    by_path: dict[str, FileReport] = {}
    for report in reports:
        first = by_path.setdefault(report.path, report)
        if first is not report:
            by_path[report.path] = FileReport(
                report.path,
                first.dialect or report.dialect,
                max(first.rules, report.rules),
                tuple(dict.fromkeys(first.findings + report.findings)),
                tuple(dict.fromkeys(first.diagnostics + report.diagnostics)),
                tuple(dict.fromkeys(first.suppressions + report.suppressions)),
                first.fail_on or report.fail_on,
            )
    return tuple(by_path.values())


def _rule_spans(export: Export) -> set[Span]:
    return {rule.span for policy in export.policies.values() for rule in policy.rules}
