"""Findings on suppressions themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from fwlint.model.finding import Finding, Suppression
from fwlint.model.fingerprint import fingerprinted
from fwlint.suppressions.check import SuppressionCheck, Use


def uses(
    suppressions: Iterable[tuple[Suppression, Collection[str]]],
    findings: Iterable[Finding],
    today: date,
) -> Iterator[Use]:
    """Yield how each suppression was used by `findings`.

    Each comes with those of its checks that ran on all the files that it is for: of the others,
    nobody knows whether it is of use.
    """
    used = {(one.suppression.span, one.check) for one in findings if one.suppression}
    for suppression, ran in dict(suppressions).items():
        unused = (one for one in suppression.checks if one in ran)
        yield Use(
            suppression,
            today,
            tuple(one for one in unused if (suppression.span, one) not in used),
        )


def complaints(
    uses_: Iterable[Use], checks: Collection[type[SuppressionCheck]]
) -> Iterator[Finding]:
    """Yield what `checks` say of suppressions, at the places where these stand."""
    for use in uses_:
        for check in checks:
            message = check().complaint(use)
            if message:
                span = use.suppression.span
                yield fingerprinted(Finding(check.id, check.level, message, span))
