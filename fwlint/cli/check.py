"""`fwlint check`: lint."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fwlint.cli.exit_codes import ExitCode
from fwlint.cli.options import config_option, dialect_option, ruleset_option
from fwlint.model.diagnostic import Trouble
from fwlint.model.finding import Level
from fwlint.reports.formats import FORMATS, render_as

if TYPE_CHECKING:
    from fwlint.config.site import Config
    from fwlint.dialects.dialect import Dialect
    from fwlint.lint import Input
    from fwlint.reports.report import Report


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@config_option
@ruleset_option
@click.option(
    "--role",
    "roles",
    metavar="R",
    multiple=True,
    help="The hosts of these files hold this role, as ruleset/role. May be repeated.",
)
@dialect_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How to write the report.",
)
@click.option("--output", metavar="F", type=click.Path(dir_okay=False), help="Write it to a file.")
@click.option(
    "--fail-on",
    metavar="LEVEL",
    type=click.Choice([str(level) for level in Level]),
    default=str(Level.WARNING),
    show_default=True,
    help="The lowest level that makes the exit code 1: note, warning or error.",
)
@click.option(
    "--stdin-filename",
    metavar="NAME",
    help="What to call the input that PATH - reads from standard input.",
)
@click.option("--show-passes", is_flag=True, help="Say what is proven, too: by which line.")
def command(
    paths: tuple[str, ...],
    config: Path | None,
    rulesets: tuple[str, ...],
    roles: tuple[str, ...],
    dialect: Dialect | None,
    format_name: str,
    output: str | None,
    fail_on: str,
    stdin_filename: str | None,
    show_passes: bool,
) -> None:
    """Lint the exports at PATH, or, without any, all that fwlint.toml names.

    A PATH of - is standard input.
    """
    from fwlint.config.load import find_config, load_config
    from fwlint.lint import lint

    where = config or find_config(Path.cwd())
    site, problems = load_config(where, rulesets, roles)
    for problem in problems:
        click.echo(f"error: {problem}", err=True)
    inputs = _inputs(paths, site, stdin_filename)
    report = lint(inputs, site, dialect, proofs=show_passes)
    _write(render_as(format_name, report, color=not output and _wants_color()), output)
    raise SystemExit(ExitCode.USAGE if problems else _exit_code(report, Level[fail_on.upper()]))


def _inputs(paths: tuple[str, ...], config: Config, stdin_filename: str | None) -> list[Input]:
    from fwlint.lint import Input

    names = paths or tuple(os.path.relpath(path) for path in config.files())
    if not names:
        raise click.UsageError("nothing to lint: name files, or write a fwlint.toml that does")
    return [
        Input(stdin_filename or "<stdin>", sys.stdin.buffer.read()) if name == "-" else Input(name)
        for name in names
    ]


def _wants_color() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _write(text: str, output: str | None) -> None:
    if output is None:
        click.echo(text, nl=False, color=True)
        return
    try:
        Path(output).write_text(text, encoding="utf-8")
    except OSError as error:
        click.echo(f"error: {output} cannot be written: {error.strerror}", err=True)
        raise SystemExit(ExitCode.USAGE) from error


def _exit_code(report: Report, fail_on: Level) -> ExitCode:
    troubles = report.diagnostics_by_trouble()
    if troubles[Trouble.UNREADABLE] or troubles[Trouble.NOT_UNDERSTOOD]:
        return ExitCode.INPUT
    levels = report.findings_by_level()
    found = any(count for level, count in levels.items() if level >= fail_on)
    return ExitCode.FINDINGS if found else ExitCode.CLEAN
