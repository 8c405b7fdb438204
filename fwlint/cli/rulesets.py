"""`fwlint rulesets`: what there is to lint against."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from fwlint.cli.options import ruleset_option
from fwlint.cli.ruleset_words import load_or_exit, parameters_of, port_words, ports_by_default

if TYPE_CHECKING:
    from fwlint.requirements.requirement import Requirement
    from fwlint.requirements.ruleset import Parameter, Ruleset


@click.command("rulesets", short_help="List rulesets and requirements.")
@ruleset_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="json prints every requirement with its source.",
)
def command(rulesets: tuple[str, ...], format_name: str) -> None:
    """List the rulesets, their roles and their requirements."""
    loaded = load_or_exit(rulesets)
    if format_name == "json":
        parameters = parameters_of(loaded)
        every = [_as_json(r, parameters) for ruleset in loaded for r in ruleset.requirements]
        click.echo(json.dumps(every, indent=2, ensure_ascii=False))
    else:
        click.echo("\n\n".join(_as_text(ruleset) for ruleset in loaded))


def _as_json(requirement: Requirement, parameters: Mapping[str, Parameter]) -> dict[str, Any]:
    row = asdict(requirement.row)
    return {
        "id": requirement.id,
        "ruleset": requirement.ruleset,
        "service": requirement.service,
        "document": {
            "title": row["document"],
            "address": row["address"],
            "date": row["date"],
            "revision": row["revision"],
        },
        "section": row["section"],
        "line": row["line"],
        "from": requirement.from_role,
        "to": requirement.to_role,
        "protocol": requirement.protocol,
        "ports": ports_by_default(requirement.ports, parameters),
        "source_ports": ports_by_default(requirement.source_ports, parameters),
        "level": requirement.need.value,
        "bidirectional": requirement.bidirectional,
        "direction": requirement.direction,
        "asks": requirement.question.value,
        "condition": _condition(requirement),
        "parameter": ", ".join(requirement.ports.parameters),
        "alternatives": list(requirement.alternatives),
        "at_least": requirement.at_least,
        "groups": list(requirement.groups),
        "programs": list(requirement.programs),
        "note": requirement.note,
    }


def _condition(requirement: Requirement) -> str:
    """Return when the requirement applies: the document's words, and the features on and off."""
    features = [f"with {name}" for name in requirement.features]
    features += [f"without {name}" for name in requirement.unless]
    return "; ".join(filter(None, (requirement.condition, ", ".join(features))))


def _as_text(ruleset: Ruleset) -> str:
    lines = [click.style(f"{ruleset.name}", bold=True) + f"  {ruleset.title}", "", "  roles"]
    lines += [f"    {ruleset.name}/{name}  {role.title}" for name, role in ruleset.roles.items()]
    lines += ["", "  parameters"]
    lines += [f"    {name}  {one.about}" for name, one in ruleset.parameters.items()]
    lines += ["", "  features"]
    lines += [f"    {ruleset.name}/{name}  {one.about}" for name, one in ruleset.features.items()]
    lines += ["", "  requirements"]
    for one in ruleset.requirements:
        ports = ", ".join(port_words(one.ports))
        lines.append(f"    {one.id}")
        lines.append(f"      {one.protocol.upper()} {ports} ({one.service}), {one.need.value}")
        lines.append(f"      {one.row}")
    return "\n".join(lines)
