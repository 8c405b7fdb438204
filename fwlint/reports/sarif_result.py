"""Findings as SARIF results."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import sarif_om as om

from fwlint.model.finding import Finding, Related, Suppression
from fwlint.reports.evidence import evidence
from fwlint.reports.fingerprint import fingerprints
from fwlint.reports.json_report import row_as_json
from fwlint.reports.report import Report
from fwlint.reports.sarif_fix import fix
from fwlint.reports.sarif_place import location
from fwlint.reports.style import Style
from fwlint.reports.untrusted import sentence, unlinked

MAX_RELATED = 100
"""GitHub takes no more places of a result."""


@dataclass(frozen=True, slots=True)
class Results:
    """The results for `findings`, which are some of `report`'s."""

    report: Report
    style: Style
    findings: Sequence[Finding]

    def in_turn(self) -> list[Callable[[], Any]]:
        """Return for each finding what makes its `sarif_om.Result`, which is large."""
        rules = {check.id: index for index, check in enumerate(self.report.checks)}
        hashes = fingerprints(self.findings, self.style.sources)
        compared = any(finding.known for finding in self.findings)
        return [
            partial(self._result, finding, rules[finding.check], fingerprint, compared)
            for finding, fingerprint in zip(self.findings, hashes, strict=True)
        ]

    def _result(self, finding: Finding, rule_index: int, fingerprint: str, compared: bool) -> Any:
        is_proof = self.report.checks[rule_index].is_proof
        related = finding.related[:MAX_RELATED]
        return om.Result(
            rule_id=finding.check,
            rule_index=rule_index,
            kind="pass" if is_proof else None,
            level="none" if is_proof else str(finding.level),
            message=om.Message(text="\n".join(_sentences(finding, related))),
            locations=[location(finding.span)],
            partial_fingerprints=_fingerprints(finding, fingerprint) or None,
            related_locations=[
                location(one.span, number=number, message=unlinked(one.message))
                for number, one in enumerate(related, 1)
            ]
            or None,
            code_flows=[_flow(finding.path)] if finding.path else None,
            suppressions=[_suppression(finding.suppression)] if finding.suppression else None,
            fixes=fix(finding, self.report) if self.style.archive else None,
            properties=_properties(finding) or None,
            baseline_state=_baseline_state(finding) if compared else None,
        )


def _baseline_state(finding: Finding) -> str:
    return "unchanged" if finding.known else "new"


def _fingerprints(finding: Finding, line_hash: str) -> dict[str, str]:
    found = {"primaryLocationLineHash": line_hash, "fwlint/v1": finding.fingerprint}
    return {name: value for name, value in found.items() if value}


def _sentences(finding: Finding, related: Sequence[Related]) -> Iterator[str]:
    """Yield the lines of a result's message; GitHub takes the first sentence as its title."""
    yield sentence(finding.message)
    for label, text in evidence(finding):
        said = f"{label.capitalize()}: {text}"
        yield unlinked(said) if label == "fix" else sentence(said)
    for number, one in enumerate(related, 1):
        yield f"See also: [{unlinked(one.message)}]({number})."
    if more := len(finding.related) - len(related):
        yield f"And {more} more places."


def _flow(path: Sequence[Related]) -> Any:
    steps = [
        om.ThreadFlowLocation(location=location(step.span, message=unlinked(step.message)))
        for step in path
    ]
    return om.CodeFlow(thread_flows=[om.ThreadFlow(locations=steps)])


def _suppression(suppression: Suppression) -> Any:
    kind = "inSource" if suppression.in_source else "external"
    said = [suppression.reason, suppression.owner]
    if suppression.until:
        said.append(f"until {suppression.until}")
    return om.Suppression(kind=kind, justification=", ".join(filter(None, said)))


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
