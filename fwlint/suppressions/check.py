"""What a check on suppressions is: it looks at what people accept, when all files are linted."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Suppression


@dataclass(frozen=True, slots=True)
class Use:
    """A suppression on a day, and those of its checks of which it accepted no finding."""

    suppression: Suppression
    today: date
    unused: tuple[str, ...] = ()


class SuppressionCheck(Check):
    """A check on suppressions, documented like any other."""

    is_lasting = False

    def run(self, subject: Subject) -> Iterator[Finding]:  # noqa: ARG002  # it finds nothing here
        """Yield nothing: which suppressions are of use is known when all checks have run."""
        return iter(())

    @abstractmethod
    def complaint(self, use: Use) -> str:
        """Return what is wrong with a suppression, as a whole sentence, or "" if nothing is."""
