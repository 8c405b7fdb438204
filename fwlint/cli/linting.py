"""What `check` and `baseline` share: the options that say what is linted, and how."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial, wraps
from os.path import isfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fwlint.cli import completions, progress
from fwlint.cli.caching import caching_options, entries_at, put_in_order
from fwlint.cli.exit_codes import ExitCode
from fwlint.cli.options import check_ids, config_option, dialect_option, ruleset_option
from fwlint.config.configs import Configs, shown
from fwlint.config.find import find_config

if TYPE_CHECKING:
    from fwlint.cache.again import Again
    from fwlint.config.site import Config
    from fwlint.dialects.dialect import Dialect
    from fwlint.inputs import Input
    from fwlint.reports.report import Report
    from fwlint.run import Run


class _Processes(click.IntRange):
    name = "number of processes, from 1 on"


_OPTIONS = (
    click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path()),
    config_option,
    ruleset_option,
    click.option(
        "--role",
        "roles",
        metavar="R",
        multiple=True,
        shell_complete=completions.roles,
        help="The hosts of these files hold this role, as ruleset/role. May be repeated.",
    ),
    dialect_option,
    click.option(
        "--select",
        metavar="IDS",
        multiple=True,
        callback=check_ids,
        shell_complete=completions.checks,
        help="Run these checks alone: ids, or beginnings of ids such as FW2, with commas between.",
    ),
    click.option(
        "--ignore",
        metavar="IDS",
        multiple=True,
        callback=check_ids,
        shell_complete=completions.checks,
        help="Leave these checks out, by ids or beginnings of ids; the longer one counts.",
    ),
    click.option(
        "--no-inline-ignores",
        is_flag=True,
        help="Let no comment in an export suppress a finding.",
    ),
    click.option("--stdin", is_flag=True, help="Lint standard input, too, as a PATH of - does."),
    click.option(
        "--stdin-filename",
        metavar="NAME",
        help="What to call standard input; its fwlint.toml is looked for there.",
    ),
    click.option(
        "--jobs",
        metavar="N",
        type=_Processes(min=1),
        help="Lint in N processes; else in as many as there are processors, if it is worth it.",
    ),
    *caching_options,
)


@dataclass(frozen=True, slots=True)
class Linting:
    """What the options say, and what comes of it."""

    paths: tuple[str, ...]
    config: Path | None
    rulesets: tuple[str, ...]
    roles: tuple[str, ...]
    dialect: Dialect | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    no_inline_ignores: bool
    stdin: bool
    stdin_filename: str | None
    jobs: int | None
    no_cache: bool
    cache_dir: Path | None

    def configs(self) -> Configs:
        """Return the configurations: the one named, or that of each file.

        Where no files are named, the one here or above says which there are, and holds for them.
        """
        path = self.config or shown(find_config(Path.cwd()))
        load = partial(
            _load,
            rulesets=self.rulesets,
            roles=self.roles,
            select=self.select,
            ignore=self.ignore,
        )
        named = self.paths or self.stdin
        return Configs(load, path, fixed=bool(self.config or not named))

    def inputs(self, configs: Configs) -> list[Input]:
        """Return what is to be linted; the program ends where there is nothing."""
        from fwlint.cli.inputs import STDIN, inputs_at
        from fwlint.inputs import Input

        names = tuple(dict.fromkeys((*self.paths, *([STDIN] if self.stdin else []))))
        if self.stdin_filename and STDIN not in names:
            raise click.UsageError("--stdin-filename goes with --stdin, or a PATH of -, alone")
        inputs = inputs_at(names, self.stdin_filename)
        if not names:
            config = configs.for_file("")
            root = str(config.folder)
            inputs = [Input(os.path.relpath(path), root=root) for path in config.files()]
        if not inputs:
            _say(configs.problems)
            where = f"no file below {' and '.join(names)} is an export" if names else ""
            raise click.UsageError(f"nothing to lint: {where or _HOW_TO_NAME_FILES}")
        return inputs

    def prepared(self, inputs: Sequence[Input], configs: Configs, *, proofs: bool = False) -> Run:
        """Return the run for `inputs`, and say what is wrong with their configurations."""
        from fwlint.cache.cache import Cache
        from fwlint.run import Run

        run = Run(configs, self.dialect, proofs, not self.no_inline_ignores, jobs=self.jobs)
        entries = None if self.no_cache else entries_at(self.cache_dir)
        if entries:
            run.cache = Cache(entries, repr((self._asked(), proofs)), configs.path_for)
        _say(run.prepare(inputs))
        return run

    def again(self, configs: Configs, asked: object) -> Again | None:
        """Return the answer to the same question, if it can be the same: one on named files.

        What else is asked is `asked`.
        """
        from fwlint.cache.again import Again

        entries = None if self.no_cache else entries_at(self.cache_dir)
        named = self.paths and not self.stdin and all(map(isfile, self.paths))
        if not entries or not named:
            return None
        return Again(entries, repr((self._asked(), asked)), self.paths, configs.path_for)

    def _asked(self) -> tuple[object, ...]:
        dialect = self.dialect.name if self.dialect else ""
        checks = (self.select, self.ignore, self.no_inline_ignores)
        return (dialect, self.rulesets, self.roles, *checks)

    def report(self, run: Run, inputs: Sequence[Input]) -> Report:
        """Return what is found in `inputs`, and say what of them was passed over."""
        from fwlint.jobs import WorkerLostError
        from fwlint.reports.summary import count

        try:
            report = run.report(inputs, progress.shown)
        except WorkerLostError as error:
            click.echo(f"error: {error}; --jobs 1 needs less memory", err=True)
            raise SystemExit(ExitCode.INPUT) from error
        if run.passed_over and not report.files:
            raise click.UsageError(
                f"nothing to lint: {count(len(run.passed_over), 'file', 'files')} looked at, and"
                " none is an export that fwlint knows; `fwlint check FILE` says of each why"
            )
        if run.passed_over:
            files = count(len(run.passed_over), "file", "files")
            click.echo(f"note: {files} passed over, which no dialect of fwlint's claims", err=True)
        if run.cache:
            put_in_order(run.cache)
        return report


_HOW_TO_NAME_FILES = "name files, or write a fwlint.toml that does"


def _load(
    path: Path | None,
    rulesets: tuple[str, ...],
    roles: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
) -> tuple[Config, list[str]]:
    from fwlint.config.load import load_config
    from fwlint.config.selection import Choice

    return load_config(path, rulesets, roles, Choice(select, ignore))


def _say(problems: Iterable[str]) -> None:
    for problem in problems:
        click.echo(f"error: {problem}", err=True)


def linting_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options, and hand what they say to `command` as its `linting`."""

    @wraps(command)
    def with_linting(**options: Any) -> None:
        names = Linting.__dataclass_fields__
        command(linting=Linting(**{name: options.pop(name) for name in names}), **options)

    for option in reversed(_OPTIONS):
        with_linting = option(with_linting)
    return with_linting
