"""Rules of the common model as PowerShell exports them: as JSON, or as a table."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from io import StringIO

from fwlint.dialects.rendering import CannotRenderError, Renderer
from fwlint.dialects.windows.render.renderer import WindowsRenderer
from fwlint.dialects.windows.render.taking_apart import take_apart
from fwlint.dialects.windows.script.render.cmdlet import new_rule
from fwlint.dialects.windows.store import Store
from fwlint.dialects.windows.table.columns import Columns, columns, profile_columns
from fwlint.model.policy import Policy

_LISTS = ("Platform", "LocalAddress", "RemoteAddress", "LocalPort", "RemotePort", "IcmpType")
"""Properties that PowerShell has as lists, even of one value."""


def write(store: Store) -> bytes:
    """Return profiles and rules as ConvertTo-Json writes them with names for enumerations."""
    document = {
        "Profiles": [_values(one) for one in profile_columns(store.settings)],
        "Rules": [_values(one) for one in _rules(store)],
    }
    return f"{json.dumps(document, indent=2, ensure_ascii=False)}\n".encode()


def write_csv(policies: Mapping[str, Policy]) -> bytes:
    """Return the rules of `policies` as Export-FirewallRules of Firewall-Manager lays them out.

    Such a table shows no settings; raises CannotRenderError for others than Windows' own.
    """
    store = take_apart(policies)
    if store.settings != take_apart({}).settings:
        raise CannotRenderError("a table of rules does not show the settings of the profiles")
    text = StringIO()
    rows = [{name: ",".join(one) for name, one in row.items()} for row in _rules(store)]
    writer = csv.DictWriter(text, list(rows[0]), delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _rules(store: Store) -> Iterator[Columns]:
    if not store.rules:
        raise CannotRenderError("an export of PowerShell without rules does not say there are none")
    for number, rule in enumerate(store.rules, 1):
        yield {"Name": [f"Rule-{number}"]} | columns(rule)


def _values(row: Columns) -> dict[str, object]:
    return {name: one if name in _LISTS else ", ".join(one) or None for name, one in row.items()}


RENDERER: Renderer = WindowsRenderer(new_rule, write)
