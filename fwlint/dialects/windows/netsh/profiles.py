"""The lines of a profile's section read as its settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fwlint.dialects.source import Source
from fwlint.dialects.windows.netsh.blocks import SettingLine
from fwlint.dialects.windows.netsh.reading import understand
from fwlint.dialects.windows.netsh.values import firewall_policy, state
from fwlint.dialects.windows.settings import About, Setting
from fwlint.model.box import PROFILES
from fwlint.model.diagnostic import Diagnostic

_READERS: dict[str, tuple[Callable[[str], dict[About, bool]], tuple[About, ...]]] = {
    "State": (state, (About.FIREWALL_ON,)),
    "Firewall Policy": (
        firewall_policy,
        (About.INBOUND_ALLOWED, About.OUTBOUND_ALLOWED, About.EXCEPTIONS_ALLOWED),
    ),
}


def read_settings(source: Source, said: SettingLine) -> Iterator[Setting | Diagnostic]:
    """Yield what one line says of its profile; what is not understood has no value."""
    read, abouts = _READERS[said.line.label]
    found = understand(source, said.line, read, said.line.label)
    values: dict[About, bool] = {}
    if isinstance(found, Diagnostic):
        yield found
    else:
        values = found
    for about in abouts:
        yield Setting(
            PROFILES.index(said.profile.lower()),
            about,
            values.get(about),
            source.span(said.line.number),
            f"{said.profile} Profile: {said.line.label} {said.line.value}",
        )
