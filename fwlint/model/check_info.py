"""What there is to say of a check, without the check itself: all that a report needs of it."""

from __future__ import annotations

from dataclasses import dataclass

from fwlint.model.finding import Level


@dataclass(frozen=True, slots=True)
class CheckInfo:
    """A check's id, its name, its usual level, GitHub's `security-severity`, and its page.

    The page is Markdown. `is_proof` and `is_lasting` are the check's own words.
    """

    id: str
    name: str
    level: Level
    severity: float
    page: str
    is_proof: bool = False
    is_lasting: bool = True

    def summary(self) -> str:
        """Return the page's first paragraph on one line."""
        return " ".join(self.page.split("\n\n", 1)[0].split())
