"""A record read as the settings of a profile; see MSFT_NetFirewallProfile."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fwlint.dialects.windows.settings import About, Setting
from fwlint.dialects.windows.table.reading import understand
from fwlint.dialects.windows.table.record import Record
from fwlint.dialects.windows.table.values import default_action, switch
from fwlint.model.box import PROFILES
from fwlint.model.diagnostic import Diagnostic

_READERS: dict[str, tuple[Callable[[str], bool | None], About]] = {
    "Enabled": (switch, About.FIREWALL_ON),
    "DefaultInboundAction": (default_action, About.INBOUND_ALLOWED),
    "DefaultOutboundAction": (default_action, About.OUTBOUND_ALLOWED),
    "AllowInboundRules": (switch, About.EXCEPTIONS_ALLOWED),
    "AllowLocalFirewallRules": (switch, About.LOCAL_RULES_MERGED),
}


def read_settings(record: Record) -> Iterator[Setting | Diagnostic]:
    """Yield what the record says of its profile; what is not understood has no value.

    What is not configured says nothing: Windows, or a policy beside this one, decides.
    """
    name = record.cells["Name"].text
    profile = PROFILES.index(name.lower())
    for column, (read, about) in _READERS.items():
        if not record.says(column):
            continue
        cell = record.cells[column]
        value = understand(cell, read, column)
        text = f"{name} Profile: {column} {cell.text}"
        if isinstance(value, Diagnostic):
            yield value
            yield Setting(profile, about, None, cell.span, text)
        elif value is not None:
            yield Setting(profile, about, value, cell.span, text)
