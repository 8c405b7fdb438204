"""All checks: on packets in `fwlint/checks/`, each dialect's own, and those on suppressions."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from inspect import isabstract

from fwlint.model.check import Check
from fwlint.model.check_info import CheckInfo


@cache
def all_checks() -> tuple[type[Check], ...]:
    """Return every check, by id; a new file in one of the folders is found by itself."""
    found = (check for package in _packages() for check in _checks_in(package))
    return tuple(sorted(found, key=lambda check: check.id))


def check_infos() -> tuple[CheckInfo, ...]:
    """Return what a report needs of every check, by id."""
    return tuple(check.info() for check in all_checks())


def _packages() -> Iterator[str]:
    yield "fwlint.checks"
    yield "fwlint.suppressions.checks"
    dialects = import_module("fwlint.dialects")
    for info in pkgutil.iter_modules(dialects.__path__, "fwlint.dialects."):
        if info.ispkg and find_spec(f"{info.name}.checks"):
            yield f"{info.name}.checks"


def _checks_in(package: str) -> Iterator[type[Check]]:
    for info in pkgutil.iter_modules(import_module(package).__path__, f"{package}."):
        for thing in vars(import_module(info.name)).values():
            if isinstance(thing, type) and issubclass(thing, Check) and not isabstract(thing):
                yield thing
