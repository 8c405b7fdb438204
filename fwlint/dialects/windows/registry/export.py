"""The values of a firewall policy's registry keys, whatever file they come from, as an export."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from fwlint.dialects.source import Source
from fwlint.dialects.windows.registry.assumptions import assumptions
from fwlint.dialects.windows.registry.gathering import Gathering
from fwlint.dialects.windows.registry.value import RegistryValue
from fwlint.dialects.windows.store import assemble, unreadable
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export
from fwlint.model.source import Span

_WHERE = r"expected a key such as …\SharedAccess\Parameters\FirewallPolicy\FirewallRules"
_EXPORT_SETTINGS = "export the profiles' keys too, or the policy as a whole"


def read_policy(
    source: Source, dialect: str, values: Iterable[RegistryValue], diagnostics: list[Diagnostic]
) -> Export:
    """Return the export that the values make; `diagnostics` are those of reading the file.

    Values of both origins may come in any order. A value without name or data only says that its
    key exists. Without any value the export has no policies and says so.
    """
    gathered = Gathering(source, [*diagnostics])
    gathered.add(values)
    if not gathered.origins:
        message = "this file sets nothing of Windows Firewall"
        trouble = Diagnostic(Span(source.path), Trouble.UNREADABLE, message, _WHERE)
        damaged = any(one.trouble is Trouble.UNREADABLE for one in diagnostics)
        said = (*diagnostics,) if damaged else (*diagnostics, trouble)
        return replace(unreadable(source, dialect, trouble), diagnostics=said)
    return assemble(
        source,
        dialect,
        gathered.local,
        group_policy=gathered.group_policy,
        diagnostics=[*gathered.diagnostics, *assumptions(gathered)],
        settings_hint=_EXPORT_SETTINGS,
    )
