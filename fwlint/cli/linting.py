"""What `check` and `baseline` share: the options that say what is linted, and how."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fwlint.cli.options import config_option, dialect_option, ruleset_option

if TYPE_CHECKING:
    from fwlint.config.configs import Configs
    from fwlint.dialects.dialect import Dialect
    from fwlint.lint import Input
    from fwlint.reports.report import Report


def _parts(
    _context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """Return what was given with commas between, or by repeating the option."""
    parts = (part.strip() for value in values for part in value.split(","))
    return tuple(part for part in parts if part)


_OPTIONS = (
    click.argument("paths", nargs=-1, metavar="[PATH]..."),
    config_option,
    ruleset_option,
    click.option(
        "--role",
        "roles",
        metavar="R",
        multiple=True,
        help="The hosts of these files hold this role, as ruleset/role. May be repeated.",
    ),
    dialect_option,
    click.option(
        "--select",
        metavar="IDS",
        multiple=True,
        callback=_parts,
        help="Run these checks alone: ids, or beginnings of ids such as FW2, with commas between.",
    ),
    click.option(
        "--ignore",
        metavar="IDS",
        multiple=True,
        callback=_parts,
        help="Leave these checks out, by ids or beginnings of ids; the longer one counts.",
    ),
    click.option(
        "--no-inline-ignores",
        is_flag=True,
        help="Let no comment in an export suppress a finding.",
    ),
)


@dataclass(frozen=True, slots=True)
class Linting:
    """What the options say."""

    paths: tuple[str, ...]
    config: Path | None
    rulesets: tuple[str, ...]
    roles: tuple[str, ...]
    dialect: Dialect | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    no_inline_ignores: bool

    def configs(self) -> Configs:
        """Return the configurations: the one named, or that of each file.

        Where no files are named, the one here or above says which there are, and holds for them.
        """
        from fwlint.config.configs import Configs, shown
        from fwlint.config.find import find_config
        from fwlint.config.load import load_config
        from fwlint.config.selection import Choice

        load = partial(
            load_config,
            rulesets=self.rulesets,
            roles=self.roles,
            asked=Choice(self.select, self.ignore),
        )
        path = self.config or shown(find_config(Path.cwd()))
        return Configs(load, path, fixed=bool(self.config or not self.paths))

    def inputs(self, configs: Configs, stdin_filename: str | None = None) -> list[Input]:
        """Return what is to be linted, and say what is wrong with its configurations."""
        from fwlint.lint import Input

        names = self.paths or tuple(os.path.relpath(path) for path in configs.for_file("").files())
        inputs = [
            Input(stdin_filename or "<stdin>", sys.stdin.buffer.read())
            if name == "-"
            else Input(name)
            for name in names
        ]
        for one in inputs:
            configs.for_file(one.path)
        for problem in configs.problems:
            click.echo(f"error: {problem}", err=True)
        if not names:
            raise click.UsageError("nothing to lint: name files, or write a fwlint.toml that does")
        return inputs

    def report(self, inputs: Iterator[Input], configs: Configs, *, proofs: bool = False) -> Report:
        """Return what is found in `inputs`."""
        from fwlint.lint import lint

        inline = not self.no_inline_ignores
        return lint(inputs, configs, self.dialect, proofs=proofs, inline=inline)


def linting_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options, and hand what they say to `command` as its `linting`."""

    @wraps(command)
    def with_linting(**options: Any) -> None:
        names = Linting.__dataclass_fields__
        command(linting=Linting(**{name: options.pop(name) for name in names}), **options)

    for option in reversed(_OPTIONS):
        with_linting = option(with_linting)
    return with_linting
