"""The report as SARIF 2.1.0: for GitHub code scanning what it reads, for an archive everything.

The standard is OASIS's "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"; what
GitHub reads, and how much of it, is in its "SARIF support for code scanning".
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from typing import Any

import sarif_om as om

from fwlint import __version__
from fwlint.model.finding import Finding, Level
from fwlint.reports.report import TROUBLE_LEVELS, Report
from fwlint.reports.sarif_json import as_json, log_as_json
from fwlint.reports.sarif_notification import descriptors, left_out, notifications
from fwlint.reports.sarif_result import Results
from fwlint.reports.sarif_rule import rule
from fwlint.reports.style import Style
from fwlint.reports.untrusted import json_line

MAX_RESULTS = 25_000
"""GitHub refuses a run with more, and of these it shows the 5,000 most severe."""
MAX_COMPRESSED = 10_000_000
"""GitHub refuses a larger log; bytes, as gzip leaves them."""

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report, style: Style) -> Iterator[str]:
    """Yield the report as a SARIF log of one run, the most severe results first.

    What people have accepted, and what is proven, is for an archive alone, as GitHub would open an
    alert on it. For GitHub the least severe results are left out where there are too many.
    """
    if style.archive:
        every = [one for file in report.files for one in sorted(file.findings, key=_by_place)]
        yield _log(report, style, every, 0)
        return
    proofs = {check.id for check in report.checks if check.is_proof}
    findings = [one for one in report.worst_first() if one.check not in proofs]
    kept = min(len(findings), MAX_RESULTS)
    log = _log(report, style, findings[:kept], len(findings) - kept)
    while kept and (size := _compressed(log)) > MAX_COMPRESSED:
        kept = kept * MAX_COMPRESSED // size * 9 // 10
        log = _log(report, style, findings[:kept], len(findings) - kept)
    yield log


def _by_place(finding: Finding) -> tuple[Any, ...]:
    return finding.span, finding.check


def _compressed(log: str) -> int:
    data = log.encode("utf-8")
    return len(data) if len(data) <= MAX_COMPRESSED else len(gzip.compress(data, 6))


def _log(report: Report, style: Style, findings: Sequence[Finding], dropped: int) -> str:
    driver = om.ToolComponent(
        name="fwlint",
        semantic_version=__version__,
        rules=[rule(check) for check in report.checks],
        notifications=descriptors(),
    )
    run = om.Run(
        tool=om.Tool(driver=driver),
        automation_details=om.RunAutomationDetails(id="fwlint/"),
        invocations=[_invocation(report, style, dropped)],
        column_kind="unicodeCodePoints",
        results=Results(report, style, findings).in_turn(),
    )
    log = om.SarifLog(schema_uri=_SCHEMA, version="2.1.0", runs=[run])
    return json_line(log_as_json(log), in_turn=lambda result: as_json(result()))


def _invocation(report: Report, style: Style, dropped: int) -> Any:
    diagnostics = [one for file in report.files for one in file.diagnostics_in_order()]
    complete = all(TROUBLE_LEVELS[one.trouble] is not Level.ERROR for one in diagnostics)
    said = notifications(diagnostics, everything=style.archive)
    if dropped:
        said.insert(0, left_out(dropped, "findings"))
    return om.Invocation(execution_successful=complete, tool_execution_notifications=said)
