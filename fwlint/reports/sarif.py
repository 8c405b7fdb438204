"""The report as SARIF 2.1.0, shaped for what GitHub code scanning reads of it.

The standard is OASIS's "Static Analysis Results Interchange Format (SARIF) Version 2.1.0";
what GitHub reads is in its "SARIF support for code scanning".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sarif_om as om

from fwlint import __version__
from fwlint.model.diagnostic import Diagnostic
from fwlint.model.finding import Finding, Level
from fwlint.reports.evidence import evidence
from fwlint.reports.json_report import row_as_json
from fwlint.reports.report import TROUBLE_LEVELS, Report
from fwlint.reports.sarif_json import log_as_json
from fwlint.reports.sarif_place import location
from fwlint.reports.sarif_rule import rule
from fwlint.reports.untrusted import json_text, quoted, unlinked

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report) -> str:
    """Return the report as a SARIF log of one run."""
    log = om.SarifLog(schema_uri=_SCHEMA, version="2.1.0", runs=[_run(report)])
    return json_text(log_as_json(log))


def _run(report: Report) -> Any:
    indexes = {check.id: index for index, check in enumerate(report.checks)}
    driver = om.ToolComponent(
        name="fwlint",
        semantic_version=__version__,
        rules=[rule(check) for check in report.checks],
    )
    return om.Run(
        tool=om.Tool(driver=driver),
        automation_details=om.RunAutomationDetails(id="fwlint/"),
        invocations=[_invocation(report)],
        column_kind="unicodeCodePoints",
        results=[
            _result(finding, indexes[finding.check])
            for file in report.files
            for finding in file.findings_in_order()
        ],
    )


def _result(finding: Finding, rule_index: int) -> Any:
    return om.Result(
        rule_id=finding.check,
        rule_index=rule_index,
        level=str(finding.level),
        message=om.Message(text="\n".join(_sentences(finding))),
        locations=[location(finding.span)],
        related_locations=[
            location(related.span, number=number, message=unlinked(related.message))
            for number, related in enumerate(finding.related, 1)
        ]
        or None,
        properties=_properties(finding) or None,
    )


def _sentences(finding: Finding) -> Iterator[str]:
    """Yield the lines of a result's message; GitHub takes the first sentence as its title."""
    yield _sentence(finding.message)
    for label, text in evidence(finding):
        yield _sentence(f"{label.capitalize()}: {text}")
    for number, related in enumerate(finding.related, 1):
        yield f"See also: [{unlinked(related.message)}]({number})."


def _sentence(text: str) -> str:
    text = unlinked(text)
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _properties(finding: Finding) -> dict[str, Any]:
    properties = {
        "requirement": finding.requirement,
        "alsoRequiredBy": list(finding.also),
        "document": row_as_json(finding.row) if finding.row else None,
        "witness": finding.witness,
        "decidedBy": finding.decided_by,
        "conditions": list(finding.conditions),
    }
    return {name: value for name, value in properties.items() if value}


def _invocation(report: Report) -> Any:
    diagnostics = [one for file in report.files for one in file.diagnostics_in_order()]
    complete = all(TROUBLE_LEVELS[one.trouble] is not Level.ERROR for one in diagnostics)
    return om.Invocation(
        execution_successful=complete,
        tool_execution_notifications=[_notification(one) for one in diagnostics],
    )


def _notification(diagnostic: Diagnostic) -> Any:
    said = (diagnostic.message, diagnostic.hint, quoted(diagnostic.text))
    return om.Notification(
        descriptor=om.ReportingDescriptorReference(id=diagnostic.trouble.value),
        level=str(TROUBLE_LEVELS[diagnostic.trouble]),
        message=om.Message(text="\n".join(_sentence(text) for text in said if text)),
        locations=[location(diagnostic.span)],
    )
