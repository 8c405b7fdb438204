"""Finding and reading `fwlint.toml`; each mistake becomes one line with its place."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import ValidationError

from fwlint.config.build import Builder
from fwlint.config.place import line_of
from fwlint.config.schema import ConfigModel
from fwlint.config.site import Config

FILE_NAME = "fwlint.toml"


def find_config(start: Path) -> Path | None:
    """Return the `fwlint.toml` in `start` or the nearest folder above it."""
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
    return None


def load_config(
    path: Path | None, rulesets: tuple[str, ...] = (), roles: tuple[str, ...] = ()
) -> tuple[Config, list[str]]:
    """Return the configuration at `path`, with further rulesets and roles, and all its mistakes.

    What is wrong is left out of the configuration and named in a line such as
    `fwlint.toml:3: unknown role 'configmgr/dp'`; the rest holds.
    """
    problems: list[str] = []
    model, text = ConfigModel(), ""
    if path:
        model, text = _read(path, problems)
    builder = Builder(model, str(path), text, problems)
    return builder.config(path.parent if path else Path(), rulesets, roles), problems


def _read(path: Path, problems: list[str]) -> tuple[ConfigModel, str]:
    try:
        text = path.read_text(encoding="utf-8")
        return ConfigModel.model_validate(tomllib.loads(text)), text
    except OSError as error:
        problems.append(f"{path}: cannot be read: {error.strerror}")
    except UnicodeDecodeError:
        problems.append(f"{path}: is not UTF-8 text")
    except tomllib.TOMLDecodeError as error:
        problems.append(f"{path}: is not valid TOML: {error}")
    except ValidationError as error:
        for one in error.errors():
            keys = ".".join(map(str, one["loc"]))
            line = line_of(text, one["loc"])
            problems.append(f"{path}:{line}: {keys}: {_said(one['type'], one['msg'])}")
    return ConfigModel(), ""


def _said(kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return "fwlint knows no such key"
    return message.removeprefix("Value error, ")
