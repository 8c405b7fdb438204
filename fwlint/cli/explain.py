"""`fwlint explain`: what a check or a requirement means, why, and how to mend it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from fwlint.cli.exit_codes import ExitCode
from fwlint.cli.options import ruleset_option
from fwlint.cli.ruleset_words import load_or_exit, port_words
from fwlint.requirements.requirement import Ports, Requirement

if TYPE_CHECKING:
    from fwlint.requirements.ruleset import Ruleset


@click.command("explain")
@click.argument("id_", metavar="ID")
@ruleset_option
def command(id_: str, rulesets: tuple[str, ...]) -> None:
    """Explain a check, such as FW101, or a requirement, by its id."""
    from fwlint.registry import all_checks

    checks = {check.id: check for check in all_checks()}
    if id_.upper() in checks:
        check = checks[id_.upper()]
        click.echo(f"# {check.id} {check.name} ({check.level})\n\n{check.documentation()}")
        return
    requirements = {
        r.id: (r, ruleset) for ruleset in load_or_exit(rulesets) for r in ruleset.requirements
    }
    if id_ in requirements:
        click.echo(_explained(*requirements[id_]))
        return
    near = get_close_matches(id_, [*checks, *requirements], n=3)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    click.echo(f"error: there is no check and no requirement {id_!r}{hint}", err=True)
    raise SystemExit(ExitCode.USAGE)


def _explained(requirement: Requirement, ruleset: Ruleset) -> str:
    row = requirement.row
    arrow = "to and from" if requirement.bidirectional else "to"
    lines = [
        f"# {requirement.id} ({requirement.need.value})",
        "",
        f"{requirement.from_title} {arrow} {requirement.to_title}:"
        f" {requirement.protocol.upper()} {_ports(requirement.ports, ruleset)}"
        f" ({requirement.service})",
        f"opened from: {_ports(requirement.source_ports, ruleset)}",
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


def _ports(ports: Ports, ruleset: Ruleset) -> str:
    """Return the ports in words, and what the parameters among them are and stand for."""
    words = ", ".join(port_words(ports))
    for name in (one.removeprefix(f"{ruleset.name}/") for one in ports.parameters):
        if name not in ruleset.parameters:
            continue
        default = ", ".join(port_words(Ports(ruleset.parameters[name].default)))
        words += f" ({ruleset.parameters[name].about}; {default} unless the site says otherwise)"
    return words
