"""`fwlint baseline`: today's findings, so that later runs report only new ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fwlint.cli.baselines import lines, read_or_exit
from fwlint.cli.exit_codes import ExitCode
from fwlint.cli.linting import Linting, linting_options
from fwlint.cli.output import write_output
from fwlint.model.finding import Level
from fwlint.reports.report import TROUBLE_LEVELS
from fwlint.reports.summary import count

if TYPE_CHECKING:
    from fwlint.reports.report import Report


@click.command("baseline", short_help="Record today's findings.")
@linting_options
@click.option(
    "--output",
    metavar="F",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file; else fwlint-baseline.json beside the configuration, or here without one.",
)
@click.option("--update", is_flag=True, help="Change the file: what is gone since goes from it.")
@click.option("--accept-new", is_flag=True, help="With --update, add what is new, too.")
def command(linting: Linting, output: Path | None, update: bool, accept_new: bool) -> None:
    """Record what is found at PATH today, or, without any, in all that fwlint.toml names.

    Then fwlint check --baseline reports only what is new. Findings are recognised when rules are
    renumbered, reordered or moved. An update prints what it adds and removes.
    """
    if accept_new and not update:
        raise click.UsageError("--accept-new goes with --update alone")
    path = output or _beside_configuration(linting)
    if update and not path.exists():
        raise click.UsageError(f"{path} does not exist; without --update it is written anew")
    if path.exists() and not update:
        raise click.UsageError(f"{path} exists; --update changes it")
    configs = linting.configs()
    inputs = linting.inputs(configs)
    run = linting.prepared(inputs, configs)
    if configs.problems:
        raise SystemExit(ExitCode.USAGE)
    report = linting.report(run, inputs)
    left_out = _write(path, report, update=update, accept_new=accept_new)
    raise SystemExit(_exit_code(report, left_out))


def _beside_configuration(linting: Linting) -> Path:
    from fwlint.baseline.file import FILE_NAME

    path = linting.configs().path
    return path.parent / FILE_NAME if path else Path(FILE_NAME)


def _write(path: Path, report: Report, *, update: bool, accept_new: bool) -> bool:
    """Write the baseline, say what changes, and return whether something new was left out."""
    from fwlint.baseline.baseline import Baseline
    from fwlint.baseline.compare import gone_from, marked, new_in
    from fwlint.baseline.file import as_text

    old = read_or_exit(path) if update else Baseline(path.parent)
    report = marked(report, old)
    gone, new = gone_from(report, old), new_in(report, old)
    kept = old - gone
    accepted = kept + new if accept_new or not update else kept
    write_output([as_text(accepted)], str(path))
    for line in (*lines(gone, "-", None), *(lines(new, "+", None) if update else ())):
        click.echo(line)
    click.echo(f"{path}: {count(len(accepted), 'finding', 'findings')}")
    left_out = update and not accept_new and len(new) > 0
    if left_out:
        click.echo(f"{len(new)} new, marked with +, not added; --accept-new adds them", err=True)
    return left_out


def _exit_code(report: Report, left_out: bool) -> ExitCode:
    """Return 3 where something was not understood, and say so: nobody knows what is in it."""
    understood = True
    for file in report.files:
        troubles = [
            one for one in file.diagnostics_in_order() if TROUBLE_LEVELS[one.trouble] is Level.ERROR
        ]
        if troubles:
            understood = False
            more = f", and {len(troubles) - 1} more in this file" if len(troubles) > 1 else ""
            click.echo(f"error: {troubles[0].span}: {troubles[0].message}{more}", err=True)
    if not understood:
        return ExitCode.INPUT
    return ExitCode.FINDINGS if left_out else ExitCode.CLEAN
