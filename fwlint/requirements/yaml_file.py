"""Rulesets read from YAML, with errors that name the file and the line."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from pathlib import Path

import yaml
from pydantic import ValidationError

from fwlint.requirements.lowering import Location, Lowering
from fwlint.requirements.ruleset import Ruleset, RulesetError
from fwlint.requirements.schema import RulesetModel


class _StrictLoader(yaml.SafeLoader):
    """YAML without aliases (which can blow a small file up) and without repeated keys."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Return the next node; an alias is refused."""
        if self.check_event(yaml.AliasEvent):
            mark = self.get_mark()
            raise yaml.MarkedYAMLError(
                problem="aliases are not allowed in a ruleset", problem_mark=mark
            )
        return super().compose_node(parent, index)

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Hashable, object]:
        """Return a mapping; a key that stands in it twice is refused."""
        seen: set[object] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"the key {key.value!r} stands here twice", problem_mark=key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def read_ruleset(path: Path, load: Callable[[str], Ruleset]) -> Ruleset:
    """Return the ruleset in the file `path`; `load` returns those that it uses, by name.

    Raises RulesetError, with every mistake of the file in one message, a line each.
    """
    try:
        text = path.read_text(encoding="utf-8")
        loader = _StrictLoader(text)
        try:
            node = loader.get_single_node()
            data = loader.construct_document(node) if node else None
        finally:
            loader.dispose()
    except OSError as error:
        raise RulesetError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RulesetError(f"{path}: is not UTF-8 text") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)
        raise RulesetError(f"{place}: {error.problem}") from error
    except yaml.YAMLError as error:
        raise RulesetError(f"{path}: {error}") from error
    except RecursionError as error:
        raise RulesetError(f"{path}: is nested deeper than any ruleset") from error
    try:
        model = RulesetModel.model_validate(data)
    except ValidationError as error:
        found = [(one["loc"], one["msg"]) for one in error.errors()]
        raise RulesetError(_said(path, node, found)) from error
    lowering = Lowering(model, {name: _used(path, node, name, load) for name in model.uses})
    ruleset = lowering.ruleset()
    if lowering.problems:
        raise RulesetError(_said(path, node, lowering.problems))
    return ruleset


def _used(path: Path, node: yaml.Node | None, name: str, load: Callable[[str], Ruleset]) -> Ruleset:
    try:
        return load(name)
    except RulesetError as error:
        raise RulesetError(_said(path, node, [(("uses",), str(error))])) from error


def _said(path: Path, node: yaml.Node | None, problems: Iterable[tuple[Location, str]]) -> str:
    """Return each problem with its place, a line each and each once."""
    lines = [f"{path}:{_line(node, place)}: {_where(place)}{text}" for place, text in problems]
    return "\n".join(dict.fromkeys(lines))


def _where(location: tuple[int | str, ...]) -> str:
    return f"{'.'.join(map(str, location))}: " if location else ""


def _line(node: yaml.Node | None, location: tuple[int | str, ...]) -> int:
    """Return the line of the YAML node that a pydantic error speaks of, or of its parent."""
    line = node.start_mark.line + 1 if node else 1
    for step in location:
        child: yaml.Node | None = None
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            child = node.value[step] if step < len(node.value) else None
        elif isinstance(node, yaml.MappingNode):
            child = next((value for key, value in node.value if key.value == step), None)
        if child is None:
            return line
        node, line = child, child.start_mark.line + 1
    return line
