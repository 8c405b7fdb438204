"""`fwlint schema`: the JSON Schemas of what a site writes, for editors."""

from __future__ import annotations

import json
from importlib import import_module

import click

SCHEMAS = {
    "config": ("fwlint.config.schema", "ConfigFile", "fwlint.toml"),
    "ruleset": ("fwlint.requirements.schema", "RulesetModel", "a ruleset"),
}


@click.command("schema", short_help="Print JSON Schemas for editors.")
@click.argument("what", type=click.Choice(list(SCHEMAS)))
def command(what: str) -> None:
    """Print the JSON Schema of fwlint.toml, or of a ruleset."""
    click.echo(schema_of(what))


def schema_of(what: str) -> str:
    """Return the schema as indented JSON; `what` is `config` or `ruleset`."""
    from pydantic import TypeAdapter

    module, name, title = SCHEMAS[what]
    kind = getattr(import_module(module), name)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **TypeAdapter(kind).json_schema(by_alias=True),
        "title": title,
    }
    return json.dumps(schema, indent=2, ensure_ascii=False)
