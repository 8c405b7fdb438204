"""What one run has to say, in the form that every format takes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from fwlint.model.check import Check
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.finding import Finding, Level

TROUBLE_LEVELS = {
    Trouble.UNREADABLE: Level.ERROR,
    Trouble.NOT_UNDERSTOOD: Level.ERROR,
    Trouble.ASSUMED: Level.NOTE,
}
"""How loudly a report says each trouble; an error is one that makes the exit code 3."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What was found in one file. `dialect` is empty where none was recognised."""

    path: str
    dialect: str
    rules: int
    findings: tuple[Finding, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def findings_in_order(self) -> list[Finding]:
        """Return the findings from the top of the file to its end."""
        return sorted(self.findings, key=lambda one: (one.span, one.check))

    def diagnostics_in_order(self) -> list[Diagnostic]:
        """Return the diagnostics from the top of the file to its end."""
        return sorted(self.diagnostics, key=lambda one: one.span)


@dataclass(frozen=True, slots=True)
class Report:
    """One run: the files in the order to show them, and every check that looked at them."""

    files: tuple[FileReport, ...]
    checks: tuple[type[Check], ...]

    def check_names(self) -> dict[str, str]:
        """Return the name of each check by its id."""
        return {check.id: check.name for check in self.checks}

    def findings_by_level(self) -> Counter[Level]:
        """Return how many findings there are of each level."""
        return Counter(finding.level for file in self.files for finding in file.findings)

    def diagnostics_by_trouble(self) -> Counter[Trouble]:
        """Return how many diagnostics there are of each kind."""
        return Counter(one.trouble for file in self.files for one in file.diagnostics)
