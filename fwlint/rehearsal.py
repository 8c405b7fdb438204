"""A ruleset's own examples, linted: what its author says has to be found, and what is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fwlint.config.site import Config
from fwlint.dialects.dialect import all_dialects
from fwlint.inputs import Input
from fwlint.lint import lint
from fwlint.model.diagnostic import Trouble
from fwlint.model.finding import Level
from fwlint.requirements.ruleset import Example, Ruleset
from fwlint.requirements.site import Site

Pair = tuple[str, str]
"""The id of a check, and that of the requirement that its finding stands on."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """One example: the findings that are missing, those too many, and what was not understood."""

    example: Example
    missing: tuple[Pair, ...]
    surplus: tuple[Pair, ...]
    troubles: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether exactly what the author says was found, in an export understood in full."""
        return not (self.missing or self.surplus or self.troubles)


def rehearse(rulesets: tuple[Ruleset, ...], ruleset: Ruleset) -> Iterator[Rehearsal]:
    """Yield how each example of `ruleset` turns out; `rulesets` holds it and those it uses.

    Only findings at a warning or above count, that stand on a requirement of the ruleset.
    """
    for example in ruleset.examples:
        found, troubles = _lint(rulesets, ruleset, example)
        expected = set(example.findings)
        yield Rehearsal(
            example, tuple(sorted(expected - found)), tuple(sorted(found - expected)), troubles
        )


def _lint(
    rulesets: tuple[Ruleset, ...], ruleset: Ruleset, example: Example
) -> tuple[set[Pair], tuple[str, ...]]:
    dialects = {dialect.name: dialect for dialect in all_dialects()}
    if example.dialect not in dialects:
        return set(), (
            f"there is no dialect {example.dialect!r}; choose from {', '.join(dialects)}",
        )
    config = Config(site=Site(rulesets, features=frozenset(example.features)), roles=example.roles)
    source = Input(example.name, example.export.encode())
    (file,) = lint([source], config, dialects[example.dialect]).files
    found = {
        (finding.check, requirement)
        for finding in file.findings
        for requirement in (finding.requirement, *finding.also)
        if requirement.startswith(f"{ruleset.name}/") and finding.level >= Level.WARNING
    }
    doubts = [one for one in file.diagnostics if one.trouble is not Trouble.ASSUMED]
    return found, tuple(f"line {one.span.line}: {one.message}" for one in doubts)
