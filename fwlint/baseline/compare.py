"""What of a report a baseline knows, what is new, and what is gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from fwlint.baseline.baseline import Baseline, Entry
from fwlint.model.finding import Finding
from fwlint.model.fingerprint import claim
from fwlint.reports.report import FileReport, Report
from fwlint.reports.secrets import without_secrets


def marked(report: Report, baseline: Baseline) -> Report:
    """Return `report` with those findings marked as known that `baseline` has.

    Of several that are the same, as many are known as it counts.
    """
    return replace(report, files=tuple(_marked(file, baseline) for file in report.files))


def _marked(file: FileReport, baseline: Baseline) -> FileReport:
    left = baseline.of(baseline.name_of(file.path))
    findings = []
    for finding in sorted(file.findings, key=lambda one: one.span):
        known = finding.stands and left[_entry(finding)] > 0
        left[_entry(finding)] -= known
        findings.append(replace(finding, known=known))
    return replace(file, findings=tuple(findings))


def new_in(report: Report, baseline: Baseline) -> Baseline:
    """Return what stands in a report, which `marked` returned, and is not in `baseline`.

    What is proven needs no mending, and suppressions can be put in order today, so neither counts.
    """
    checks = {check.id for check in report.checks if check.is_lasting and not check.is_proof}
    found = {
        baseline.name_of(file.path): _entries(
            one for one in file.findings if one.stands and one.check in checks
        )
        for file in report.files
    }
    return Baseline(baseline.folder, {name: entries for name, entries in found.items() if entries})


def gone_from(report: Report, baseline: Baseline) -> Baseline:
    """Return what is in `baseline` and no longer in a report that `marked` returned.

    Of files that were not read nothing is known, unless they are not there any more.
    """
    known = {
        baseline.name_of(file.path): _entries(one for one in file.findings if one.known)
        for file in report.files
        if file.dialect or file.findings
    }
    gone = {
        name: baseline.of(name) - known.get(name, Counter())
        for name in baseline.entries
        if name in known or not (baseline.folder / name).exists()
    }
    return Baseline(baseline.folder, {name: entries for name, entries in gone.items() if entries})


def _entries(findings: Iterable[Finding]) -> Counter[Entry]:
    return Counter(map(_entry, findings))


def _entry(finding: Finding) -> Entry:
    return Entry(finding.fingerprint, finding.check, without_secrets(claim(finding)))
