"""Reading the one export that a verb is about, or ending with the reason."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from fwlint.cli.exit_codes import ExitCode
from fwlint.model.diagnostic import Trouble
from fwlint.model.export import Export

if TYPE_CHECKING:
    from fwlint.dialects.dialect import Dialect


def read_or_exit(path: str, dialect: Dialect | None) -> Export:
    """Return the export at `path` (`-` is standard input); an unreadable one ends the program."""
    from fwlint.dialects.reading import UnreadableError, read_export

    try:
        if path == "-":
            return read_export("<stdin>", sys.stdin.buffer.read(), dialect)
        return read_export(path, dialect=dialect)
    except UnreadableError as error:
        hint = f"\nhint: {error.diagnostic.hint}" if error.diagnostic.hint else ""
        click.echo(f"error: {error}{hint}", err=True)
        raise SystemExit(ExitCode.INPUT) from error


def understood(export: Export) -> bool:
    """Return whether every line of the export was understood."""
    return all(one.trouble is Trouble.ASSUMED for one in export.diagnostics)
