"""`fwlint check`: lint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fwlint.cli import progress
from fwlint.cli.baselines import read_or_exit, without_known
from fwlint.cli.exit_codes import ExitCode
from fwlint.cli.linting import Linting, linting_options
from fwlint.cli.presentation import Presentation, presentation_options
from fwlint.model.diagnostic import Trouble
from fwlint.model.finding import Level

if TYPE_CHECKING:
    from fwlint.config.site import Configuration
    from fwlint.reports.report import Report


@click.command("check")
@linting_options
@presentation_options
@click.option(
    "--baseline",
    "baseline_path",
    metavar="F",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Report only what this file, written by fwlint baseline, does not have.",
)
@click.option(
    "--fail-on",
    metavar="LEVEL",
    type=click.Choice([str(level) for level in Level]),
    help="The lowest level that makes the exit code 1: note, warning or error; else what"
    " fwlint.toml says, or warning.",
)
@click.option(
    "--stdin-filename",
    metavar="NAME",
    help="What to call the input that PATH - reads from standard input.",
)
@click.option("--show-passes", is_flag=True, help="Say what is proven, too: by which line.")
def command(
    linting: Linting,
    presentation: Presentation,
    baseline_path: Path | None,
    fail_on: str | None,
    stdin_filename: str | None,
    show_passes: bool,
) -> None:
    """Lint the exports at PATH, or, without any, all that fwlint.toml names.

    A PATH of - is standard input.
    """
    from fwlint.cli.originals import names_of, sources_of

    baseline = read_or_exit(baseline_path) if baseline_path else None
    configs = linting.configs()
    inputs = linting.inputs(configs, stdin_filename)
    report = linting.report(progress.shown(inputs), configs, proofs=show_passes)
    if baseline is not None:
        report = without_known(report, baseline)
    presentation.write(report, sources_of(inputs), names_of(inputs, configs, linting.dialect))
    level = Level[fail_on.upper()] if fail_on else None
    raise SystemExit(ExitCode.USAGE if configs.problems else _exit_code(report, configs, level))


def _exit_code(report: Report, configs: Configuration, fail_on: Level | None) -> ExitCode:
    troubles = report.diagnostics_by_trouble()
    if troubles[Trouble.UNREADABLE] or troubles[Trouble.NOT_UNDERSTOOD]:
        return ExitCode.INPUT
    for file in report.files:
        lowest = fail_on or configs.for_file(file.path).checks.fail_on or Level.WARNING
        if any(finding.level >= lowest for finding in file.findings_in_order()):
            return ExitCode.FINDINGS
    return ExitCode.CLEAN
