"""`fwlint test`: rulesets tried on their own examples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from fwlint.cli.exit_codes import ExitCode
from fwlint.cli.ruleset_words import load_or_exit

if TYPE_CHECKING:
    from fwlint.rehearsal import Rehearsal
    from fwlint.requirements.ruleset import Ruleset


@click.command("test", short_help="Try rulesets on their own examples.")
@click.argument("rulesets", nargs=-1, metavar="[RULESET]...")
def command(rulesets: tuple[str, ...]) -> None:
    """Lint the examples that each RULESET carries, and compare what is found with what it says.

    A RULESET is a built-in one or a .yaml file; without any, all built-in ones are tested.
    """
    from fwlint.rehearsal import rehearse

    loaded = {ruleset.name: ruleset for ruleset in load_or_exit(rulesets)}
    failed = 0
    for ruleset in _asked(loaded, rulesets):
        turned_out = list(rehearse(tuple(loaded.values()), ruleset))
        for one in turned_out:
            click.echo("\n".join(_lines(ruleset, one)))
        if not turned_out:
            click.echo(f"{ruleset.name}: has no examples")
        failed += sum(not one.passed for one in turned_out)
    raise SystemExit(ExitCode.FINDINGS if failed else ExitCode.CLEAN)


def _asked(loaded: dict[str, Ruleset], names: tuple[str, ...]) -> list[Ruleset]:
    """Return the rulesets that were named, or all: `load_or_exit` puts the named ones last."""
    return list(loaded.values())[-len(set(names)) :] if names else list(loaded.values())


def _lines(ruleset: Ruleset, one: Rehearsal) -> Iterator[str]:
    yield f"{'passed' if one.passed else 'FAILED'}  {ruleset.name}: {one.example.name}"
    for check, requirement in one.missing:
        yield f"  not found: {check} {requirement}"
    for check, requirement in one.surplus:
        yield f"  found, and not expected: {check} {requirement}"
    for trouble in one.troubles:
        yield f"  {trouble}"
