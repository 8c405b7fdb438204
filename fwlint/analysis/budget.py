"""How much work a question may cost before it is given up."""

from __future__ import annotations

from dataclasses import dataclass


class OverLimitError(Exception):
    """Work that would go beyond its limit."""


@dataclass(slots=True)
class Budget:
    """Work that may be done; a unit is about as much as to compare two cubes."""

    limit: int
    spent: int = 0

    def spend(self, work: int) -> None:
        """Take down so much work. Raises OverLimitError when it is more than there is."""
        self.spent += work
        if self.spent > self.limit:
            raise OverLimitError
