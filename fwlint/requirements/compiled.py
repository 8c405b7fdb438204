"""Rulesets compiled ahead: read in a moment, without YAML and without pydantic.

The YAML files are the source. `make rulesets` compiles them, and what was compiled of another
text than the one that stands there is passed over.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from fwlint.requirements.ruleset import Ruleset
from fwlint.resources import folder

_Reader = Callable[[Any], Any]


def compiled_path(name: str) -> Path:
    """Return where the built-in ruleset `name` is kept compiled."""
    return folder("rulesets") / "compiled" / f"{name}.json"


def compiled(ruleset: Ruleset, source: bytes) -> str:
    """Return `ruleset`, read from the text `source`, as the JSON that `load_compiled` reads."""
    document = {"source": _hash(source), "ruleset": _plain(ruleset)}
    return json.dumps(document, ensure_ascii=False, indent=0) + "\n"


def load_compiled(name: str, source: bytes) -> Ruleset | None:
    """Return the built-in ruleset `name` if it was compiled of `source`, or else None."""
    try:
        document = json.loads(compiled_path(name).read_bytes())
    except (OSError, ValueError):
        return None
    if document["source"] != _hash(source):
        return None
    ruleset: Ruleset = _reader(Ruleset)(document["ruleset"])
    return ruleset


def _hash(source: bytes) -> str:
    return hashlib.sha256(source.replace(b"\r\n", b"\n")).hexdigest()


def _plain(value: Any) -> Any:
    """Return `value` as JSON: a dataclass as the list of its fields, an Enum as its value."""
    if is_dataclass(value):
        return [_plain(getattr(value, one.name)) for one in fields(value)]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


@cache
def _reader(kind: Any) -> _Reader:
    """Return what makes a value of the type `kind` of what `_plain` made of one."""
    origin, arguments = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _dataclass_reader(kind)
    if origin is tuple:
        return _tuple_reader(arguments)
    if origin is Mapping:
        return _mapping_reader(*arguments)
    if origin is UnionType:
        inner = _reader(arguments[0])
        return lambda value: None if value is None else inner(value)
    return kind if isinstance(kind, type) and issubclass(kind, Enum) else _same


def _dataclass_reader(kind: Any) -> _Reader:
    hints = get_type_hints(kind)
    readers = [_reader(hints[one.name]) for one in fields(kind)]
    return lambda values: kind(*[read(v) for read, v in zip(readers, values, strict=True)])


def _tuple_reader(arguments: tuple[Any, ...]) -> _Reader:
    if arguments[-1] is not Ellipsis:
        readers = [_reader(one) for one in arguments]
        return lambda values: tuple(read(v) for read, v in zip(readers, values, strict=True))
    inner = _reader(arguments[0])
    return tuple if inner is _same else lambda values: tuple(map(inner, values))


def _mapping_reader(key: Any, item: Any) -> _Reader:
    read, read_key = _reader(item), int if key is int else _same
    return lambda values: {read_key(name): read(value) for name, value in values.items()}


def _same(value: Any) -> Any:
    return value
