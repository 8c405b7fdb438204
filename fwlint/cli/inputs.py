"""What the PATHs on the command line stand for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from glob import glob, has_magic
from pathlib import Path

import click

from fwlint.inputs import Input

STDIN = "-"
"""The PATH that is standard input."""


def inputs_at(paths: tuple[str, ...], stdin_filename: str | None) -> list[Input]:
    """Return the inputs that `paths` name, each but once: files, folders, globs and STDIN.

    Raises click.UsageError for a glob that no file has.
    """
    inputs: dict[str, Input] = {}
    for one in (one for path in paths for one in _named(path, stdin_filename)):
        if one.path not in inputs or not one.sought:
            inputs[one.path] = one
    return list(inputs.values())


def _named(path: str, stdin_filename: str | None) -> Iterator[Input]:
    if path == STDIN:
        yield Input(stdin_filename or "<stdin>", sys.stdin.buffer.read())
    elif Path(path).is_dir():
        yield from _in_folder(path)
    elif has_magic(path) and not Path(path).exists():
        yield from _of_glob(path)
    else:
        yield Input(path)


def _of_glob(pattern: str) -> Iterator[Input]:
    found = sorted(glob(pattern, recursive=True))  # noqa: PTH207  # a Path takes no absolute one
    if not found:
        raise click.UsageError(f"no file has a name like {pattern}")
    for path in found:
        if Path(path).is_dir():
            yield from _in_folder(path)
        else:
            yield Input(path)


def _in_folder(path: str) -> Iterator[Input]:
    from fwlint.cli.folders import files_below

    yield from (Input(str(one), sought=True) for one in files_below(Path(path)))
