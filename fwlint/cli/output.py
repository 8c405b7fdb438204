"""Putting a report where it belongs: all of it, or nothing and the reason."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from fwlint.cli.exit_codes import ExitCode


def write_output(text: Iterable[str], output: str | None) -> None:
    """Write the parts of a text to the file `output`, or to standard output without one.

    A file is there in full or as it was before. Where it cannot be written, the program ends.
    """
    try:
        if output is None:
            for part in text:
                click.echo(part, nl=False, color=True)
        else:
            _write(Path(output), text)
    except BrokenPipeError:
        raise  # whoever reads has had enough, and click knows what to do
    except OSError as error:
        if output is None:
            _give_up_stdout()
        place = output or "standard output"
        click.echo(f"error: {place} cannot be written: {error.strerror}", err=True)
        raise SystemExit(ExitCode.USAGE) from error


def _write(path: Path, text: Iterable[str]) -> None:
    if path.exists() and not path.is_file():  # a pipe or a device, which keeps nothing
        with path.open("w", encoding="utf-8") as file:
            file.writelines(text)
    else:
        _replace(Path(os.path.realpath(path)), text)


def _replace(path: Path, text: Iterable[str]) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("x", encoding="utf-8") as file:
            file.writelines(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            beside.chmod(path.stat().st_mode)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _give_up_stdout() -> None:
    """Let what is not flushed yet go nowhere; Python would complain once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
