"""The `fwlint` command. Each verb is imported only when it is called or its help is asked for."""

from __future__ import annotations

from importlib import import_module

import click

from fwlint import __version__

VERBS = (
    "check",
    "baseline",
    "init",
    "parse",
    "trace",
    "explain",
    "rulesets",
    "test",
    "schema",
    "completion",
)


class _Verbs(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in VERBS:
            ctx.fail(f"there is no command {args[0]!r}; choose from {', '.join(VERBS)}")
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"fwlint.cli.{cmd_name}").command
        return command


@click.command(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="fwlint")
def main() -> None:
    """Lint firewall configurations that already exist, against documented requirements.

    Exit codes: 0 nothing found at or above --fail-on; 1 findings; 2 wrong usage or configuration;
    3 some input could not be read or was not understood in full (findings are still printed).
    """
