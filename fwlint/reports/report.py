"""What one run has to say, in the form that every format takes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from fwlint.model.check_info import CheckInfo
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.finding import Finding, Level, Suppression

TROUBLE_LEVELS = {
    Trouble.UNREADABLE: Level.ERROR,
    Trouble.NOT_UNDERSTOOD: Level.ERROR,
    Trouble.ASSUMED: Level.NOTE,
}
"""How loudly a report says each trouble; an error is one that makes the exit code 3."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What was found in one file, and the suppressions that stand in it.

    `dialect` is empty where none was recognised. Findings of the level `fail_on` and above make the
    exit code 1, where the site says which.
    """

    path: str
    dialect: str
    rules: int
    findings: tuple[Finding, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    fail_on: Level | None = None

    def findings_in_order(self) -> list[Finding]:
        """Return the findings that stand, from the top of the file to its end."""
        standing = (one for one in self.findings if one.stands)
        return sorted(standing, key=lambda one: (one.span, one.check))

    def diagnostics_in_order(self) -> list[Diagnostic]:
        """Return the diagnostics from the top of the file to its end."""
        return sorted(self.diagnostics, key=lambda one: one.span)


@dataclass(frozen=True, slots=True)
class Report:
    """One run: the files in the order to show them, and every check that looked at them."""

    files: tuple[FileReport, ...]
    checks: tuple[CheckInfo, ...]

    def worst_first(self) -> list[Finding]:
        """Return the findings of all files that stand, the most severe first."""
        severity = {check.id: check.severity for check in self.checks}
        standing = (one for file in self.files for one in file.findings_in_order())
        return sorted(standing, key=lambda one: (-one.level, -severity[one.check]))

    def check_names(self) -> dict[str, str]:
        """Return the name of each check by its id."""
        return {check.id: check.name for check in self.checks}

    def findings_by_level(self) -> Counter[Level]:
        """Return how many findings there are of each level."""
        return Counter(one.level for file in self.files for one in file.findings_in_order())

    def findings_by_check(self) -> Counter[str]:
        """Return how many findings there are of each check, by its id."""
        return Counter(one.check for file in self.files for one in file.findings_in_order())

    def suppressed(self) -> int:
        """Return how many findings somebody has accepted."""
        return sum(one.suppression is not None for file in self.files for one in file.findings)

    def known(self) -> int:
        """Return how many findings the baseline has."""
        return sum(one.known for file in self.files for one in file.findings)

    def diagnostics_by_trouble(self) -> Counter[Trouble]:
        """Return how many diagnostics there are of each kind."""
        return Counter(one.trouble for file in self.files for one in file.diagnostics)
