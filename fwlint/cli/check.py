"""`fwlint check`: lint."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fwlint.cli.exit_codes import ExitCode
from fwlint.cli.linting import Linting, linting_options
from fwlint.cli.output import write_output
from fwlint.cli.presentation import Presentation, presentation_options

if TYPE_CHECKING:
    from fwlint.cache.again import Again
    from fwlint.config.configs import Configs
    from fwlint.reports.report import Report


@click.command("check", short_help="Lint exports.")
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
    type=click.Choice(["note", "warning", "error"]),
    help="The lowest level that makes the exit code 1: note, warning or error; else what"
    " fwlint.toml says, or warning.",
)
@click.option("--show-passes", is_flag=True, help="Say what is proven, too: by which line.")
def command(
    linting: Linting,
    presentation: Presentation,
    baseline_path: Path | None,
    fail_on: str | None,
    show_passes: bool,
) -> None:
    """Lint the exports at PATH, or, without any, all that fwlint.toml names.

    A PATH is a file, a glob, a folder, of which everything is linted that is an export, or -, which
    is standard input.
    """
    configs = linting.configs()
    looks = presentation.asked()
    asked = None if looks is None or baseline_path else (looks, fail_on, show_passes)
    again = linting.again(configs, asked) if asked else None
    said = again.get() if again else None
    if said is None:
        run = _Check(linting, presentation, configs, baseline_path, fail_on, show_passes)
        said = run.said(again)
    text, exit_code = said
    write_output(text, presentation.output)
    raise SystemExit(exit_code)


@dataclass(frozen=True, slots=True)
class _Check:
    """A run for which no answer is kept."""

    linting: Linting
    presentation: Presentation
    configs: Configs
    baseline_path: Path | None
    fail_on: str | None
    proofs: bool

    def said(self, again: Again | None) -> tuple[list[str], int]:
        """Return the report in parts and the exit code; `again` keeps them if they can be kept."""
        from fwlint.cli.baselines import read_or_exit, without_known
        from fwlint.cli.originals import names_of, sources_of

        baseline = read_or_exit(self.baseline_path) if self.baseline_path else None
        inputs = self.linting.inputs(self.configs)
        run = self.linting.prepared(inputs, self.configs, proofs=self.proofs)
        report = self.linting.report(run, inputs)
        if baseline is not None:
            report = without_known(report, baseline)
        names = names_of(inputs, self.configs, self.linting.dialect)
        text = self.presentation.text(report, sources_of(inputs), names)
        if self.configs.problems:
            return text, ExitCode.USAGE
        exit_code = _exit_code(report, self.fail_on)
        if again and run.cache and run.cache.is_repeatable:
            again.put(run.cache.depended_on, text, exit_code)
        return text, exit_code


def _exit_code(report: Report, fail_on: str | None) -> ExitCode:
    from fwlint.model.diagnostic import Trouble
    from fwlint.model.finding import Level

    troubles = report.diagnostics_by_trouble()
    if troubles[Trouble.UNREADABLE] or troubles[Trouble.NOT_UNDERSTOOD]:
        return ExitCode.INPUT
    for file in report.files:
        lowest = Level[fail_on.upper()] if fail_on else file.fail_on or Level.WARNING
        if any(finding.level >= lowest for finding in file.findings_in_order()):
            return ExitCode.FINDINGS
    return ExitCode.CLEAN
