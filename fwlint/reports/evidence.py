"""What proves a finding, in the words that every format for people shares."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.model.finding import Finding
from fwlint.reports.untrusted import quoted


def evidence(finding: Finding) -> Iterator[tuple[str, str]]:
    """Yield each thing that the finding rests on as a label and a text, still untrusted."""
    proofs = (
        ("decided by", quoted(finding.decided_by)),
        ("witness", finding.witness),
        ("requirement", finding.requirement),
        ("document", str(finding.row or "")),
        *(("condition", condition) for condition in finding.conditions),
    )
    return ((label, text) for label, text in proofs if text)
