"""Suppressions that a site lists, for exports that cannot hold comments or that others write."""

from __future__ import annotations

from dataclasses import dataclass

from fwlint.model.export import Export
from fwlint.model.finding import Finding, Suppression
from fwlint.model.places import place, rules_by_place


@dataclass(frozen=True, slots=True)
class Listed:
    """A suppression for findings on the rule of the name `rule`, at `entry`, in `line`.

    They stand on `requirement`. What is empty leaves them all.
    """

    suppression: Suppression
    rule: str = ""
    entry: str = ""
    line: int | None = None
    requirement: str = ""

    def accepts(self, finding: Finding, export: Export) -> bool:
        """Return whether it is for `finding`, which is on `export` and in a file of its own."""
        return (
            finding.check in self.suppression.checks
            and self.entry in ("", finding.span.entry)
            and self.line in (None, finding.span.line)
            and self.requirement in ("", finding.requirement)
            and (not self.rule or self.rule in _rule_names(finding, export))
        )


def _rule_names(finding: Finding, export: Export) -> set[str]:
    rules = rules_by_place(export).get(place(finding.span), ())
    return {rule.name for _, rule in rules}
