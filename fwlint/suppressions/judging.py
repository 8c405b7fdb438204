"""Findings on suppressions themselves."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date

from fwlint.model.finding import Finding, Suppression
from fwlint.model.fingerprint import fingerprinted
from fwlint.suppressions.check import SuppressionCheck, Use

Ran = Callable[[str], bool]
"""Says of the id of a check whether it ran wherever a suppression is for."""


def uses(
    suppressions: Iterable[tuple[Suppression, Ran]], findings: Iterable[Finding], today: date
) -> Iterator[Use]:
    """Yield how each suppression was used by `findings`.

    Of a check that did not run nobody knows whether it would have found anything.
    """
    used = {(one.suppression.span, one.check) for one in findings if one.suppression}
    for suppression, ran in dict(suppressions).items():
        unused = [one for one in suppression.checks if (suppression.span, one) not in used]
        yield Use(suppression, today, tuple(filter(ran, unused)))


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
