"""`fwlint init`: a first fwlint.toml for the exports that are there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fwlint.cli.exit_codes import ExitCode
from fwlint.cli.folders import files_below
from fwlint.config.find import FILE_NAME, find_config
from fwlint.reports.summary import count

if TYPE_CHECKING:
    from fwlint.config.first import Shown
    from fwlint.model.export import Export


@click.command("init", short_help="Write a first fwlint.toml.")
@click.argument(
    "folder", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
def command(folder: Path) -> None:
    """Write a commented fwlint.toml to FOLDER, which is here if it is not named.

    It names the exports that lie there and below, with their hosts and devices, and suggests the
    roles that they look like. One that is there already is never overwritten.
    """
    from fwlint.config.first import first_config

    path = folder / FILE_NAME
    found = find_config(folder)
    if found and found.parent == folder:
        raise click.UsageError(f"{found} exists, and is not overwritten")
    shown = list(_shown(folder))
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(first_config(shown))
    except OSError as error:
        click.echo(f"error: {path} cannot be written: {error.strerror}", err=True)
        raise SystemExit(ExitCode.USAGE) from error
    for one in shown:
        rules = count(one.rules, "rule", "rules")
        click.echo(f"{', '.join(one.files)}: {one.dialect}, {rules}")
    click.echo(f"{path} names {count(len(shown), 'export', 'exports')}")


def _shown(folder: Path) -> Iterator[Shown]:
    """Yield what the exports in `folder` and below show; other files are passed over."""
    from fwlint.config.site import Config
    from fwlint.dialects.files import UnreadableError
    from fwlint.dialects.reading import read_export
    from fwlint.reports.by_file import files_of

    told: set[str] = set()
    for path in files_below(folder):
        if str(path) in told or not path.name.isprintable():
            continue
        try:
            export = read_export(str(path), surroundings=Config().surroundings(str(path)))
        except UnreadableError:
            continue
        told.update(files_of(export))
        if export.policies:
            yield _as_shown(export, folder)


def _as_shown(export: Export, folder: Path) -> Shown:
    from fwlint.config.first import Shown
    from fwlint.config.suggest import likely_roles
    from fwlint.model.export import Direction
    from fwlint.reports.by_file import files_of

    is_device = bool(export.paths) and all(
        path.direction is Direction.FORWARD for path in export.paths
    )
    return Shown(
        files=tuple(Path(os.path.relpath(name, folder)).as_posix() for name in files_of(export)),
        dialect=export.dialect,
        rules=sum(len(policy.rules) for policy in export.policies.values()),
        hostname=export.hostname,
        is_device=is_device,
        fits=() if is_device else tuple(likely_roles(export)),
    )
