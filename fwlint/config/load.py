"""From the path of a configuration to what it says, with all its mistakes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from fwlint.config.build import Builder
from fwlint.config.find import PROJECT_FILE_NAME, PROJECT_TABLE
from fwlint.config.problems import Problems, Text
from fwlint.config.read import read
from fwlint.config.schema import ConfigFile
from fwlint.config.selection import NO_CHOICE, Choice
from fwlint.config.site import Config


def load_config(
    path: Path | None,
    rulesets: tuple[str, ...] = (),
    roles: tuple[str, ...] = (),
    asked: Choice = NO_CHOICE,
) -> tuple[Config, list[str]]:
    """Return the configuration at `path`, with what the command line adds, and all its mistakes.

    What is wrong is left out of the configuration and named in a line such as
    `fwlint.toml:3: unknown role 'configmgr/dp'`; the rest holds.
    """
    lines: list[str] = []
    table, problems = ConfigFile(), Problems(Text(), lines)
    if path:
        place = PROJECT_TABLE if path.name == PROJECT_FILE_NAME else ()
        table, problems = read(path, ConfigFile, lines, place)
    config = Builder(table, problems).config(
        path.parent if path else Path(), rulesets, roles, asked
    )
    return (replace(config, sources=(str(path), *config.sources)) if path else config), lines
