"""The options that say where results are kept, and what there is to say of that."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fwlint.cache.entries import Entries
from fwlint.cache.folder import usual_folder

if TYPE_CHECKING:
    from fwlint.cache.cache import Cache

caching_options = (
    click.option(
        "--no-cache", is_flag=True, help="Neither use the results of earlier runs nor keep these."
    ),
    click.option(
        "--cache-dir",
        metavar="DIR",
        envvar="FWLINT_CACHE_DIR",
        type=click.Path(file_okay=False, path_type=Path),
        help="Where results are kept; else in the user's own folder for caches.",
    ),
)


def entries_at(folder: Path | None) -> Entries | None:
    """Return what is kept in `folder`, or in the usual one, if there is any."""
    if folder:
        return Entries(folder.absolute(), named=True)
    usual = usual_folder()
    return Entries(usual) if usual else None


def put_in_order(cache: Cache) -> None:
    """Remove what is old, and say what is wrong; the results are right all the same."""
    cache.entries.tidy()
    for complaint in cache.entries.complaints:
        click.echo(f"note: cache: {complaint}", err=True)
