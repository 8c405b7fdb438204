"""Options that several verbs share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from fwlint.cli import completions

if TYPE_CHECKING:
    from fwlint.dialects.dialect import Dialect

Command = TypeVar("Command", bound=Callable[..., object])


class DialectName(click.ParamType["Dialect"]):
    """The name of a dialect; a wrong one is answered with those there are."""

    name = "dialect"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Dialect:
        """Return the dialect called `value`."""
        from fwlint.dialects.dialect import all_dialects

        names = {dialect.name: dialect for dialect in all_dialects()}
        if value not in names:
            self.fail(f"{value!r} is no dialect; choose from {', '.join(names)}", param, ctx)
        return names[str(value)]


def dialect_option(command: Command) -> Command:
    """Add `--dialect`."""
    return click.option(
        "--dialect",
        metavar="D",
        type=DialectName(),
        shell_complete=completions.dialects,
        help="Read the input as this dialect instead of recognising it.",
    )(command)


def config_option(command: Command) -> Command:
    """Add `--config`."""
    return click.option(
        "--config",
        metavar="F",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Configuration file; else the fwlint.toml here or in a folder above.",
    )(command)


def ruleset_option(command: Command) -> Command:
    """Add `--ruleset`."""
    return click.option(
        "--ruleset",
        "rulesets",
        metavar="NAME|FILE",
        multiple=True,
        shell_complete=completions.rulesets,
        help="Use this ruleset, too: a built-in one, or a .yaml file. May be repeated.",
    )(command)


def check_ids(
    _context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """Return what was given with commas between, or by repeating the option."""
    parts = (part.strip() for value in values for part in value.split(","))
    return tuple(part for part in parts if part)
