"""Baselines on the command line: read or the reason, and what is gone from one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fwlint.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from fwlint.baseline.baseline import Baseline
    from fwlint.reports.report import Report

_SHOWN = 20


def read_or_exit(path: Path) -> Baseline:
    """Return the baseline at `path`; one that cannot be used ends the program."""
    from fwlint.baseline.file import BaselineError, read_baseline

    try:
        return read_baseline(path)
    except BaselineError as error:
        click.echo(f"error: {error}", err=True)
        raise SystemExit(ExitCode.USAGE) from error


def without_known(report: Report, baseline: Baseline) -> Report:
    """Return `report` with what `baseline` has as known, and say what of it is gone."""
    from fwlint.baseline.compare import gone_from, marked

    report = marked(report, baseline)
    gone = gone_from(report, baseline)
    if gone:
        click.echo("note: gone from the baseline; `fwlint baseline --update` removes it:", err=True)
        click.echo("\n".join(lines(gone)), err=True)
    return report


def lines(baseline: Baseline, sign: str = " ", most: int | None = _SHOWN) -> Iterator[str]:
    """Yield a line for each of the first `most` entries, and how many more there are."""
    every = list(baseline)
    for name, entry, count in every[:most]:
        times = f" ({count} times)" if count > 1 else ""
        yield f"{sign} {name}: {entry.check} {entry.claim}{times}"
    if most is not None and len(every) > most:
        yield f"{sign} … and {len(every) - most} more"
