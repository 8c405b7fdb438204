"""`fwlint trace`: what becomes of a packet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fwlint.cli.exit_codes import ExitCode
from fwlint.cli.exports import read_or_exit, understood
from fwlint.cli.options import config_option, dialect_option
from fwlint.model.export import Direction
from fwlint.model.packet_syntax import SYNTAX

if TYPE_CHECKING:
    from fwlint.analysis.trace import Trace
    from fwlint.dialects.dialect import Dialect


@click.command("trace", short_help="Say what becomes of packets, and why.")
@click.argument("path")
@click.option("--packet", "packets", multiple=True, metavar="P", help=f"{SYNTAX}; may be repeated.")
@click.option(
    "--packets", "packet_file", metavar="FILE|-", type=click.File(), help="Packets, one a line."
)
@click.option(
    "--direction",
    type=click.Choice([direction.value for direction in Direction]),
    help="Whether it comes in, goes out or is forwarded; else as its interfaces say, or in.",
)
@click.option("--policy", metavar="NAME", help="Ask this policy alone: an access list, a chain.")
@config_option
@dialect_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="json prints one object a packet, one a line.",
)
def command(
    path: str,
    packets: tuple[str, ...],
    packet_file: Iterable[str] | None,
    direction: str | None,
    policy: str | None,
    config: Path | None,
    dialect: Dialect | None,
    format_name: str,
) -> None:
    """Say what becomes of packets at the export at PATH, and which line decides.

    A packet is open, closed, or conditional: it depends on what the export alone does not say.
    """
    from fwlint.analysis.trace import TraceError, trace
    from fwlint.model.packet_syntax import parse_question

    export = read_or_exit(path, dialect, config)
    asked = Direction(direction) if direction else None
    try:
        for text in _texts(packets, packet_file):
            packet, said = parse_question(text)
            found = trace(export, packet, said or asked, policy)
            click.echo(json.dumps(_as_json(found)) if format_name == "json" else _said(text, found))
    except (TraceError, ValueError) as error:
        click.echo(f"error: {error}", err=True)
        raise SystemExit(ExitCode.USAGE) from error
    raise SystemExit(ExitCode.CLEAN if understood(export) else ExitCode.INPUT)


def _texts(packets: tuple[str, ...], file: Iterable[str] | None) -> Iterator[str]:
    lines = [line.strip() for line in file] if file is not None else []
    texts = [*packets, *(line for line in lines if line and not line.startswith("#"))]
    if not texts:
        raise click.UsageError("name a packet with --packet, or a file of them with --packets")
    yield from texts


def _as_json(found: Trace) -> dict[str, Any]:
    return {
        "verdict": found.verdict,
        "action": found.action,
        "policy": found.policy,
        "line": found.line,
        "entry": found.entry,
        "rule": found.rule,
        "conditions": list(found.conditions),
    }


def _said(text: str, found: Trace) -> str:
    place = found.entry or (f"line {found.line}" if found.line else "default")
    decider = f"{found.policy}, {place}: {found.rule}" if found.policy else found.rule
    lines = [text, f"  {found.verdict}: {decider}"]
    lines += [f"  condition: {condition}" for condition in found.conditions]
    return "\n".join(lines)
