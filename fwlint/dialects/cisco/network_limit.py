"""How much the groups of a configuration may come to: they can be nested to mean millions."""

from __future__ import annotations

from dataclasses import dataclass

LIMIT = 1_000_000
"""The networks of all groups together, each counted in every group that it is nested in."""


@dataclass(slots=True)
class NetworkLimit:
    """Counts the networks of the groups that were worked out; the others are left open."""

    counted: int = 0

    def doubts(self, group: str) -> tuple[str, ...]:
        """Return the doubts about one more group: that it is too many, or none."""
        if self.counted <= LIMIT:
            return ()
        return (f"{group}: the groups before it hold more than {LIMIT:,} networks already",)

    def count(self, networks: int) -> None:
        """Count the networks of one group."""
        self.counted += networks
