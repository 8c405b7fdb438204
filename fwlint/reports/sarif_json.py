"""sarif-om's objects as JSON.

sarif-om's usual serialiser drops every value equal to the schema's default. That is wrong for
`level`: a result without one has its rule's level, not the default (SARIF 2.1.0, 3.27.10), so a
warning of a rule that is an error by default would turn into an error.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import attr

_FIRST = ("$schema", "version", "runs")


def log_as_json(log: Any) -> dict[str, Any]:
    """Return a `sarif_om.SarifLog` as a JSON object, `$schema`, `version` and `runs` first."""
    fields: dict[str, Any] = as_json(log)
    return {name: fields.pop(name) for name in _FIRST} | fields


def as_json(value: Any) -> Any:
    """Return one of sarif-om's objects, or a list, as JSON has it, and all else as it is."""
    if isinstance(value, list):
        return [as_json(part) for part in value]
    kind: Any = type(value)
    if not attr.has(kind):
        return value
    said = {}
    for name, key, default in _fields(kind):
        part = getattr(value, name)
        if part is not None and (part != default or name == "level"):
            said[key] = as_json(part)
    return said


@cache
def _fields(kind: Any) -> list[tuple[str, str, Any]]:
    """Return the name of each field, its key in JSON, and the value that need not be said."""
    return [
        (field.name, field.metadata["schema_property_name"], _default(field))
        for field in attr.fields(kind)
    ]


def _default(field: attr.Attribute[Any]) -> Any:
    factory = getattr(field.default, "factory", None)
    return factory() if factory else field.default
