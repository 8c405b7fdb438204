"""Reading a TOML file into its tables; each mistake becomes one line with its place."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from fwlint.config.place import Location
from fwlint.config.problems import Problems, Text

Table = TypeVar("Table")


def read(
    path: Path, kind: type[Table], lines: list[str], table: Location = ()
) -> tuple[Table, Problems]:
    """Return the table of `kind` in the file at `path`, and where to put further problems with it.

    `table` leads to it where it is not the whole file. What is wrong is added to `lines`; then the
    table is empty.
    """
    problems = Problems(Text(str(path)), lines)
    try:
        content = path.read_text(encoding="utf-8")
        problems = Problems(Text(str(path), content, table), lines)
        return _validated(_within(tomllib.loads(content), table), kind, problems), problems
    except OSError as error:
        lines.append(f"{path}: cannot be read: {error.strerror}")
    except UnicodeDecodeError:
        lines.append(f"{path}: is not UTF-8 text")
    except tomllib.TOMLDecodeError as error:
        lines.append(f"{path}: is not valid TOML: {error}")
    return kind(), problems


def _within(document: dict[str, Any], table: Location) -> Any:
    found: Any = document
    for key in table:
        found = found.get(key, {})
    return found


def _validated(value: Any, kind: type[Table], problems: Problems) -> Table:
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        for one in error.errors():
            keys = ".".join(map(str, one["loc"]))
            problems.add(f"{keys}: {_said(one['type'], one['msg'])}", one["loc"])
    return kind()


def _said(kind: str, message: str) -> str:
    if kind == "unexpected_keyword_argument":
        return "fwlint knows no such key"
    if kind == "missing":
        return "this key is needed"
    return message.removeprefix("Value error, ")
