"""Rulesets by name: the built-in ones as they were compiled, and the users' own from YAML."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fwlint.requirements.compiled import load_compiled
from fwlint.requirements.ruleset import Ruleset, RulesetError
from fwlint.resources import folder


def builtin_names() -> tuple[str, ...]:
    """Return the names of the rulesets that come with fwlint."""
    return tuple(sorted(path.stem for path in folder("rulesets").glob("*.yaml")))


@cache
def load_ruleset(name: str) -> Ruleset:
    """Return a built-in ruleset by name, or one of the user's own by the path of its file.

    Raises RulesetError, with every mistake of the file in one message, a line each.
    """
    if name in builtin_names():
        path = folder("rulesets") / f"{name}.yaml"
        return load_compiled(name, path.read_bytes()) or _from_yaml(path)
    path = Path(name)
    if path.suffix in (".yaml", ".yml"):
        return _from_yaml(path)
    raise RulesetError(
        f"there is no ruleset {name!r}; choose from {', '.join(builtin_names())}, "
        "or name a .yaml file"
    )


def _from_yaml(path: Path) -> Ruleset:
    from fwlint.requirements.yaml_file import read_ruleset

    return read_ruleset(path, load_ruleset)
