"""What proves a finding, in the words that every format for people shares."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.model.finding import Finding
from fwlint.model.source import Span
from fwlint.reports.untrusted import quoted


def evidence(finding: Finding) -> Iterator[tuple[str, str]]:
    """Yield each thing that the finding rests on as a label and a text, still untrusted."""
    proofs = (
        ("decided by", quoted(finding.decided_by)),
        *(("way", f"{place(one.span, finding.span.path)}: {one.message}") for one in finding.path),
        ("witness", finding.witness),
        *(("condition", condition) for condition in finding.conditions),
        *(("fix", line) for line in finding.fix),
        ("requirement", finding.requirement),
        ("document", str(finding.row or "")),
    )
    return ((label, text) for label, text in proofs if text)


def place(span: Span, here: str) -> str:
    """Return where `span` is, in few words, to somebody who looks at the file `here`."""
    if span.path != here:
        return str(span)
    return span.entry or (f"line {span.line}" if span.line else str(span))
