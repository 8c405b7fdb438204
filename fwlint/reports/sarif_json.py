"""sarif-om's objects as JSON.

sarif-om's usual serialiser drops every value equal to the schema's default. That is wrong for
`level`: a result without one has its rule's level, not the default (SARIF 2.1.0, 3.27.10), so a
warning of a rule that is an error by default would turn into an error.
"""

from __future__ import annotations

from typing import Any

import attr

_FIRST = ("$schema", "version", "runs")


def log_as_json(log: Any) -> dict[str, Any]:
    """Return a `sarif_om.SarifLog` as a JSON object, `$schema`, `version` and `runs` first."""
    fields: dict[str, Any] = _as_json(log)
    return {name: fields.pop(name) for name in _FIRST} | fields


def _as_json(value: Any) -> Any:
    if attr.has(type(value)):
        return {
            field.metadata["schema_property_name"]: _as_json(part)
            for field in attr.fields(type(value))
            if _is_said(field, part := getattr(value, field.name))
        }
    if isinstance(value, list):
        return [_as_json(part) for part in value]
    return value


def _is_said(field: attr.Attribute[Any], value: Any) -> bool:
    if value is None or field.name == "level":
        return value is not None
    factory = getattr(field.default, "factory", None)
    return bool(value != (factory() if factory else field.default))
