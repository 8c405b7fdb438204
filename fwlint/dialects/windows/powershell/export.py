"""The whole input, in whichever shape, as an export of the common model."""

from __future__ import annotations

from fwlint.dialects.source import Source
from fwlint.dialects.windows.powershell.listing import read_listing
from fwlint.dialects.windows.powershell.objects import read_objects
from fwlint.dialects.windows.powershell.recognition import Shape, shape
from fwlint.dialects.windows.table.export import export_of, legible
from fwlint.dialects.windows.table.rows import Headers, read_rows
from fwlint.model.export import Export

_PROFILES = "Get-NetFirewallProfile -PolicyStore ActiveStore"
_APPEND = {
    Shape.JSON: f'append the output of "{_PROFILES} | ConvertTo-Json"',
    Shape.LIST: f'append the output of "{_PROFILES}"',
}


def read_export(source: Source, dialect: str) -> Export:
    """Return what the input says. One in none of the shapes has no policies."""
    text = legible(source)
    found = shape(text)
    if isinstance(found, Headers):
        return export_of(text, dialect, read_rows(text, found))
    if found is None:
        return export_of(text, dialect, ())
    read = read_objects if found is Shape.JSON else read_listing
    return export_of(text, dialect, read(text), settings_hint=_APPEND[found])
