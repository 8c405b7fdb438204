"""What `rulesets` and `explain` share: loading by name, and ports in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import click

from fwlint.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from fwlint.requirements.requirement import PortRange, Ports
    from fwlint.requirements.ruleset import Parameter, Ruleset


def load_or_exit(more: tuple[str, ...]) -> list[Ruleset]:
    """Return the built-in rulesets and `more`; one that cannot be used ends the program."""
    from fwlint.requirements.load import builtin_names, load_ruleset
    from fwlint.requirements.ruleset import RulesetError

    try:
        return [load_ruleset(name) for name in dict.fromkeys([*builtin_names(), *more])]
    except RulesetError as error:
        click.echo(f"error: {error}", err=True)
        raise SystemExit(ExitCode.USAGE) from error


def port_words(ports: Ports) -> list[str]:
    """Return `80`, `1000-2000` and `{parameter}`, as a ruleset writes them."""
    ranges = [str(a) if a == b else f"{a}-{b}" for a, b in ports.ranges]
    return ranges + [f"{{{name}}}" for name in ports.parameters]


def parameters_of(rulesets: Iterable[Ruleset]) -> dict[str, Parameter]:
    """Return every parameter of `rulesets`, keyed `ruleset/name`."""
    return {
        f"{ruleset.name}/{name}": parameter
        for ruleset in rulesets
        for name, parameter in ruleset.parameters.items()
    }


def ports_by_default(ports: Ports, parameters: Mapping[str, Parameter]) -> list[str]:
    """Return the ports with each parameter replaced by its default, or by all of its choices."""
    ranges = list(ports.ranges)
    for name in ports.parameters:
        ranges += _default(name, parameters)
    return [str(a) if a == b else f"{a}-{b}" for a, b in dict.fromkeys(ranges)]


def _default(name: str, parameters: Mapping[str, Parameter]) -> tuple[PortRange, ...]:
    parameter = parameters[name]
    if parameter.choices or not parameter.follows:
        return parameter.choices or parameter.default
    leader = name.partition("/")[0] + "/" + parameter.follows
    return parameter.following(_default(leader, parameters))
