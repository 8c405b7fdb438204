"""The settings of the profiles, which each command of a script may change again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fwlint.dialects.windows.script.command import Run
from fwlint.dialects.windows.settings import About, Setting
from fwlint.model.box import PROFILES

WINDOWS = {
    About.FIREWALL_ON: True,
    About.INBOUND_ALLOWED: False,
    About.OUTBOUND_ALLOWED: True,
    About.EXCEPTIONS_ALLOWED: True,
}
"""What holds where nothing is set."""

EVERY_PROFILE = tuple(range(len(PROFILES)))


@dataclass(slots=True)
class Profiles:
    """The last word on each setting of each profile."""

    _settings: dict[tuple[int, About], Setting] = field(default_factory=dict)

    def settings(self) -> list[Setting]:
        """Return what is set."""
        return list(self._settings.values())

    def set(
        self,
        profiles: Iterable[int],
        values: Mapping[About, bool | None],
        run: Run,
        doubt: str = "",
    ) -> None:
        """Take in settings of profiles; None is what Windows has by itself.

        With a `doubt` about what is set, and for which profile, they may also stay as they are.
        """
        for profile in profiles:
            for about, value in values.items():
                self._set(profile, about, WINDOWS[about] if value is None else value, run, doubt)

    def doubt(self, profiles: Iterable[int], abouts: Iterable[About], run: Run) -> None:
        """Take in settings of which it is not known what they become."""
        for profile in profiles:
            for about in abouts:
                self._settings[profile, about] = Setting(profile, about, None, run.span, run.text)

    def reset(self, run: Run) -> None:
        """Take in that Windows' own settings hold again."""
        if run.conditions:
            self.set(EVERY_PROFILE, dict.fromkeys(WINDOWS), run)
        else:
            self._settings.clear()

    def _set(self, profile: int, about: About, value: bool, run: Run, doubt: str) -> None:
        before = self._settings.get((profile, about))
        known = before.value if before else WINDOWS[about]
        doubts = (*run.conditions, doubt) if doubt else run.conditions
        if not doubts:
            self._settings[profile, about] = Setting(profile, about, value, run.span, run.text)
        elif known is not value:
            text = f"{run.text} ({', '.join(doubts)})"
            self._settings[profile, about] = Setting(profile, about, None, run.span, text)
