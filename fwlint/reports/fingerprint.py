"""What GitHub tells alerts apart by, and follows them when the file around them changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from fwlint.model.finding import Finding
from fwlint.reports.sources import Sources


def fingerprints(findings: Sequence[Finding], sources: Sources) -> list[str]:
    """Return GitHub's `primaryLocationLineHash` for each finding; "" where it cannot be had.

    That of a line is GitHub's own. A file without lines changes its bytes with each export, so a
    finding in one has the fingerprint of its own; GitHub's action then warns, and keeps it.
    """
    lines: dict[str, set[int]] = {}
    for one in findings:
        if not one.span.entry:
            lines.setdefault(one.span.path, set()).add(max(one.span.line, 1))
    hashes = {path: sources.hashes(path, numbers) for path, numbers in lines.items()}
    entries: Counter[str] = Counter()
    return [
        _of_entry(one, entries, sources)
        if one.span.entry
        else hashes[one.span.path].get(max(one.span.line, 1), "")
        for one in findings
    ]


def _of_entry(finding: Finding, seen: Counter[str], sources: Sources) -> str:
    if not sources.is_traceable or not finding.fingerprint:
        return ""
    key = f"{finding.span.path}\0{finding.fingerprint}"
    seen[key] += 1
    return f"{finding.fingerprint[:16]}:{seen[key]}"
