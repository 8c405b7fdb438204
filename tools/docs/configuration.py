"""The reference of `fwlint.toml`, from its JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from fwlint.cli.schema import schema_of
from tools.docs.markdown import page, table

Schema = dict[str, Any]

_FORMATS = {"ipv4network": "network", "ipv6network": "network", "date": "date"}
_TABLES = {"HostTable": "host", "DeviceTable": "device", "PerPathTable": "per-path"} | {
    "SuppressTable": "suppress"
}


def pages() -> Iterator[tuple[str, str]]:
    """Yield the path and the text of the page."""
    schema = json.loads(schema_of("config"))
    tables = (
        block
        for name, key in _TABLES.items()
        for block in (f"## `[[{key}]]`", schema["$defs"][name]["description"], _keys(schema, name))
    )
    opening = "All that can stand in a `fwlint.toml`; [the guide](configuration.md) says what it is"
    yield (
        "configuration-reference.md",
        page(
            "# Reference of fwlint.toml",
            f"{opening} for. `fwlint schema config` prints this as a JSON Schema, for editors.",
            "## Top level",
            _keys(schema, None),
            *tables,
        ),
    )


def _keys(schema: Schema, name: str | None) -> str:
    part = schema["$defs"][name] if name else schema
    required = part.get("required", [])
    rows = (
        (f"`{key}`", _value(one, schema), _meaning(one, key in required))
        for key, one in part["properties"].items()
    )
    return table(("key", "value", "means"), rows)


def _meaning(one: Schema, required: bool) -> str:
    default = one.get("default")
    words = [one["description"]]
    if required:
        words.append("Must be there.")
    elif default:
        words.append(f"`{default}` by default.")
    return " ".join(words)


def _value(one: Schema, schema: Schema) -> str:
    """Return in words what a value can be."""
    if "$ref" in one:
        return _link(one["$ref"].rpartition("/")[2])
    if "anyOf" in one:
        kinds = [_value(kind, schema) for kind in one["anyOf"] if kind.get("type") != "null"]
        return " or ".join(dict.fromkeys(kinds))
    if "enum" in one:
        return ", ".join(f"`{value}`" for value in one["enum"])
    if one["type"] == "array":
        return f"list: {_value(one['items'], schema)}"
    if one["type"] == "object":
        return f"table: {_value(_member(one), schema)}"
    if "pattern" in one:
        return "id of a check" if "{3}" in one["pattern"] else "id of a check, or its beginning"
    kind = str(one["type"]).replace("integer", "number")
    return _FORMATS.get(one.get("format", ""), kind)


def _member(one: Schema) -> Schema:
    """Return what a table's values are, under whatever keys."""
    members = [*one.get("patternProperties", {}).values(), one.get("additionalProperties")]
    member: Schema = next(filter(None, members))
    return member


def _link(name: str) -> str:
    return f"[`[[{_TABLES[name]}]]`](#{_TABLES[name]})"
