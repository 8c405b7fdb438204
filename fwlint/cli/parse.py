"""`fwlint parse`: the common model of an export, as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fwlint.cli.exit_codes import ExitCode
from fwlint.cli.exports import read_or_exit, understood
from fwlint.cli.options import config_option, dialect_option
from fwlint.model.as_json import export_as_json

if TYPE_CHECKING:
    from fwlint.dialects.dialect import Dialect


@click.command("parse", short_help="Print the common model of an export.")
@click.argument("path")
@config_option
@dialect_option
def command(path: str, config: Path | None, dialect: Dialect | None) -> None:
    """Print what fwlint understands of the export at PATH, as JSON.

    The schema: `policies` hold rules in the order of the file, each with its action, its conditions
    and its `packets`, a list of boxes; a box lists the values of each coordinate that it restricts.
    `paths` say which policies a packet must survive, in which direction.
    """
    export = read_or_exit(path, dialect, config)
    click.echo(json.dumps(export_as_json(export), indent=2, ensure_ascii=False))
    raise SystemExit(ExitCode.CLEAN if understood(export) else ExitCode.INPUT)
