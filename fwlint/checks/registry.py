"""All checks, found in the files beside this one."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module

from fwlint.model.check import Check


@cache
def all_checks() -> tuple[type[Check], ...]:
    """Return every check, by id."""
    return tuple(sorted(_found(), key=lambda check: check.id))


def _found() -> Iterator[type[Check]]:
    package = import_module("fwlint.checks")
    for info in pkgutil.iter_modules(package.__path__):
        module = import_module(f"fwlint.checks.{info.name}")
        for thing in vars(module).values():
            if isinstance(thing, type) and issubclass(thing, Check) and thing is not Check:
                yield thing
