"""`fwlint rulesets`: what there is to lint against."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from fwlint.cli.options import ruleset_option
from fwlint.cli.ruleset_words import load_or_exit, port_words

if TYPE_CHECKING:
    from fwlint.requirements.requirement import Requirement
    from fwlint.requirements.ruleset import Ruleset


@click.command("rulesets")
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
        every = [_as_json(r) for ruleset in loaded for r in ruleset.requirements]
        click.echo(json.dumps(every, indent=2, ensure_ascii=False))
    else:
        click.echo("\n\n".join(_as_text(ruleset) for ruleset in loaded))


def _as_json(requirement: Requirement) -> dict[str, Any]:
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
        "ports": port_words(requirement.ports),
        "source_ports": port_words(requirement.source_ports),
        "level": requirement.need.value,
        "condition": requirement.feature,
        "note": requirement.note,
    }


def _as_text(ruleset: Ruleset) -> str:
    lines = [click.style(f"{ruleset.name}", bold=True) + f"  {ruleset.title}", "", "  roles"]
    lines += [f"    {ruleset.name}/{name}  {title}" for name, title in ruleset.roles.items()]
    lines += ["", "  parameters"]
    lines += [f"    {name}  {one.about}" for name, one in ruleset.parameters.items()]
    lines += ["", "  features"]
    lines += [f"    {ruleset.name}/{name}  {about}" for name, about in ruleset.features.items()]
    lines += ["", "  requirements"]
    for one in ruleset.requirements:
        ports = ", ".join(port_words(one.ports))
        lines.append(f"    {one.id}")
        lines.append(f"      {one.protocol.upper()} {ports} ({one.service}), {one.need.value}")
        lines.append(f"      {one.row}")
    return "\n".join(lines)
