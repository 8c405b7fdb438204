"""What a configuration says of checks: which run where, at which level, and what is accepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fwlint.config.files import Files
from fwlint.config.selection import NO_CHOICE, Choice, Selection
from fwlint.model.finding import Level
from fwlint.suppressions.listed import Listed

Levels = Mapping[str, Level | None]
"""Levels by ids of checks, or beginnings of ids; None turns a check off."""


@dataclass(frozen=True, slots=True)
class Checks:
    """What is `asked` on the command line, and what the configuration says beside that.

    `per_path` pairs files with the choice and the levels that are theirs, and `listed` with what is
    accepted in them. Findings of `fail_on` and above make the exit code 1, if it is said.
    """

    asked: Choice = NO_CHOICE
    choice: Choice = NO_CHOICE
    levels: Levels = field(default_factory=dict)
    per_path: tuple[tuple[Files, Choice, Levels], ...] = ()
    listed: tuple[tuple[Files, Listed], ...] = ()
    fail_on: Level | None = None

    def selection(self, path: str) -> Selection:
        """Return which checks run on the file at `path`; the last table for it comes first."""
        choices, levels = [self.choice], dict(self.levels)
        for files, choice, own in self.per_path:
            if files.include(path):
                choices.insert(0, choice)
                levels |= own
        return Selection(self.asked, tuple(choices), levels)
