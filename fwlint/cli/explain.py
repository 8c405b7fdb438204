"""`fwlint explain`: what a check or a requirement means, why, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from fwlint.cli import completions
from fwlint.cli.exit_codes import ExitCode
from fwlint.cli.options import ruleset_option
from fwlint.cli.ruleset_words import load_or_exit, parameters_of, port_words, ports_by_default
from fwlint.model.export import Direction
from fwlint.model.requirement import UNWANTED, Question
from fwlint.requirements.requirement import Ports, Requirement

if TYPE_CHECKING:
    from fwlint.model.check import Check
    from fwlint.requirements.ruleset import Parameter, Ruleset


@click.command("explain", short_help="Explain a check or a requirement.")
@click.argument("id_", metavar="[ID]", required=False, shell_complete=completions.explained)
@ruleset_option
def command(id_: str | None, rulesets: tuple[str, ...]) -> None:
    """Explain a check, such as FW101, or a requirement, by its ID; without one, list all checks."""
    from fwlint.registry import all_checks

    checks = {check.id: check for check in all_checks()}
    if id_ is None:
        click.echo("\n".join(map(_listed, checks.values())))
        return
    if id_.upper() in checks:
        check = checks[id_.upper()]
        click.echo(f"# {check.id} {check.name} ({check.level})\n\n{check.documentation()}")
        return
    loaded = load_or_exit(rulesets)
    requirements = {r.id: r for ruleset in loaded for r in ruleset.requirements}
    if id_ in requirements:
        requirement = requirements[id_]
        click.echo(
            "\n".join(
                [_explained(requirement, parameters_of(loaded)), *_examples(requirement, loaded)]
            )
        )
        return
    near = get_close_matches(id_, [*checks, *requirements], n=3)
    listed = "`fwlint explain` lists all checks, and `fwlint rulesets` all requirements"
    hint = f"did you mean {' or '.join(near)}?" if near else listed
    click.echo(f"error: there is no check and no requirement {id_!r}; {hint}", err=True)
    raise SystemExit(ExitCode.USAGE)


def _listed(check: type[Check]) -> str:
    info = check.info()
    return f"{info.id}  {info.level!s:7}  {info.name}\n       {info.summary()}"


def _explained(requirement: Requirement, parameters: Mapping[str, Parameter]) -> str:
    row = requirement.row
    arrow = "to and from" if requirement.bidirectional else "to"
    lines = [
        f"# {requirement.id} ({requirement.need.value})",
        "",
        f"{requirement.from_title} {arrow} {requirement.to_title}:"
        f" {requirement.protocol.upper()} {_ports(requirement.ports, parameters)}"
        f" ({requirement.service})",
        f"opened from: {_ports(requirement.source_ports, parameters)}",
    ]
    if requirement.condition:
        lines.append(f"applies {requirement.condition}")
    lines += [f"applies with the feature {name}" for name in requirement.features]
    lines += [f"applies without the feature {name}" for name in requirement.unless]
    lines += [f"alternative: {other}" for other in requirement.alternatives]
    if requirement.note:
        lines.append(f"reading: {requirement.note}")
    lines += ["", f"source: {row}", f"  {row.date}, revision {row.revision}"]
    if row.address:
        lines.append(f"  {row.address}")
    return "\n".join(lines)


def _examples(requirement: Requirement, rulesets: list[Ruleset]) -> Iterator[str]:
    from fwlint.example_lines import example_lines

    if requirement.question is not Question.PASSES or requirement.need in UNWANTED:
        return
    yield "\nopens it, with the default ports:"
    for example in example_lines(requirement, tuple(rulesets)):
        where = _WHERE[example.direction].format(requirement)
        yield f"\n  {', '.join(example.dialects)}, {where}:"
        yield from (f"    {line}" for line in example.lines)


_WHERE = {
    Direction.IN: "on the {0.to_title}",
    Direction.OUT: "on the {0.from_title}",
    Direction.FORWARD: "on a device between them",
}


def _ports(ports: Ports, parameters: Mapping[str, Parameter]) -> str:
    """Return the ports in words; a parameter as its default, and what it is."""
    words = port_words(Ports(ports.ranges))
    for name in ports.parameters:
        default = " or ".join(ports_by_default(Ports((), (name,)), parameters))
        words.append(f"{default} ({name}: {parameters[name].about})")
    return ", ".join(words) or "any"
