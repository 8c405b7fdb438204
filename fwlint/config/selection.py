"""Which checks run, and at which level their findings count."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from fwlint.model.check import Check
from fwlint.model.finding import Finding, Level


@dataclass(frozen=True, slots=True)
class Choice:
    """What one place says of checks: ids, or the beginnings of ids, to run and to leave out.

    The longer beginning wins, and at the same length the one to leave out. Where some are selected,
    all others are left out.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def decides(self, check: str) -> bool | None:
        """Return whether the check with this id runs, or None where nothing is said of it."""
        chosen, dropped = _longest(self.select, check), _longest(self.ignore, check)
        if chosen is None and dropped is None:
            return False if self.select else None
        return len(chosen or "") > len(dropped or "")


NO_CHOICE = Choice()


@dataclass(frozen=True, slots=True)
class Selection:
    """The checks for one file: as `asked` on the command line, or else as the configuration says.

    The first of `choices` that says something of a check decides. `levels` is keyed by ids of
    checks, or beginnings of ids; the longest holds, and None turns a check off.
    """

    asked: Choice = NO_CHOICE
    choices: tuple[Choice, ...] = ()
    levels: Mapping[str, Level | None] = field(default_factory=dict)

    def runs(self, check: str) -> bool:
        """Return whether the check with this id runs."""
        asked = self.asked.decides(check)
        if asked is not None:
            return asked
        key = _longest(self.levels, check)
        if key is not None and self.levels[key] is None:
            return False
        said = (choice.decides(check) for choice in self.choices)
        return next((one for one in said if one is not None), True)

    def at_its_level(self, finding: Finding, check: type[Check]) -> Finding:
        """Return a finding of `check` at the level that it has here.

        One that the check itself holds for a smaller matter than usual stays one.
        """
        key = _longest(self.levels, check.id)
        level = self.levels[key] if key is not None else None
        if level is None:
            return finding
        if finding.level < check.level:
            level = min(level, finding.level)
        return finding if level is finding.level else replace(finding, level=level)


def _longest(beginnings: Collection[str], check: str) -> str | None:
    return max((one for one in beginnings if check.startswith(one)), key=len, default=None)
