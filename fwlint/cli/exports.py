"""Reading the one export that a verb is about, or ending with the reason."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fwlint.cli.exit_codes import ExitCode
from fwlint.model.diagnostic import Trouble
from fwlint.model.export import Export

if TYPE_CHECKING:
    from fwlint.dialects.dialect import Dialect


def read_or_exit(path: str, dialect: Dialect | None, config: Path | None) -> Export:
    """Return the export at `path` (`-` is standard input), with what the site knows of it.

    An unreadable one ends the program, and so does a configuration with a mistake.
    """
    from fwlint.config.configs import Configs
    from fwlint.config.load import load_config
    from fwlint.dialects.files import UnreadableError
    from fwlint.dialects.reading import read_export

    configs = Configs(load_config, config, fixed=config is not None)
    site = configs.for_file(path)
    for problem in configs.problems:
        click.echo(f"error: {problem}", err=True)
    if configs.problems:
        raise SystemExit(ExitCode.USAGE)
    try:
        if path == "-":
            return read_export("<stdin>", sys.stdin.buffer.read(), dialect)
        return read_export(path, dialect=dialect, surroundings=site.surroundings(path))
    except UnreadableError as error:
        hint = f"\nhint: {error.diagnostic.hint}" if error.diagnostic.hint else ""
        click.echo(f"error: {error}{hint}", err=True)
        raise SystemExit(ExitCode.INPUT) from error


def understood(export: Export) -> bool:
    """Return whether every line of the export was understood."""
    return all(one.trouble is Trouble.ASSUMED for one in export.diagnostics)
