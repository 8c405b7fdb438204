"""The reference of the command line, from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc

import click

from fwlint.cli.main import main
from tools.docs.markdown import page, table


def pages() -> Iterator[tuple[str, str]]:
    """Yield the path and the text of the page."""
    context = click.Context(main, info_name="fwlint")
    verbs = [main.get_command(context, name) for name in main.list_commands(context)]
    blocks = [block for verb in verbs if verb for block in _verb(verb, context)]
    opening = "Every command explains itself with `--help`. [What its exit code means]"
    yield (
        "command-line.md",
        page("# The command line", f"{opening}(exit-codes.md).", *blocks),
    )


def _verb(verb: click.Command, parent: click.Context) -> Iterator[str]:
    context = click.Context(verb, info_name=verb.name, parent=parent)
    yield f"## fwlint {verb.name}"
    yield f"```text\n{' '.join([context.command_path, *verb.collect_usage_pieces(context)])}\n```"
    yield cleandoc(verb.help or "")
    rows = [row for option in verb.params if (row := _option(option, context))]
    if rows:
        yield table(("option", "means"), rows)


def _option(option: click.Parameter, context: click.Context) -> tuple[str, str] | None:
    record = option.get_help_record(context)
    if record is None or not record[1]:
        return None
    name, meaning = record
    return f"`{name.replace('|', ' | ')}`", meaning.replace("  [default: ", " [default: ")
