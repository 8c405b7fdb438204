"""What a shell offers behind an option, beginning as what is typed."""

from __future__ import annotations

from collections.abc import Iterable

import click


def roles(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Return the roles of the built-in rulesets."""
    from fwlint.requirements.load import builtin_names, load_ruleset

    every = (f"{name}/{role}" for name in builtin_names() for role in load_ruleset(name).roles)
    return _beginning(every, typed)


def rulesets(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Return the names of the built-in rulesets."""
    from fwlint.requirements.load import builtin_names

    return _beginning(builtin_names(), typed)


def dialects(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Return the names of the dialects."""
    from fwlint.dialects.dialect import all_dialects

    return _beginning((dialect.name for dialect in all_dialects()), typed)


def checks(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Return the ids of the checks; those before a comma stay."""
    from fwlint.registry import all_checks

    before, comma, last = typed.rpartition(",")
    return [f"{before}{comma}{one}" for one in _beginning((c.id for c in all_checks()), last)]


def explained(context: click.Context, parameter: click.Parameter, typed: str) -> list[str]:
    """Return the ids of what can be explained: checks, and requirements of built-in rulesets."""
    from fwlint.requirements.load import builtin_names, load_ruleset

    every = (one.id for name in builtin_names() for one in load_ruleset(name).requirements)
    return [*checks(context, parameter, typed.upper()), *_beginning(every, typed)]


def _beginning(words: Iterable[str], typed: str) -> list[str]:
    return [word for word in words if word.startswith(typed)]
