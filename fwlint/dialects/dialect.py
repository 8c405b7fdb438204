"""What a dialect is, and how fwlint finds the one that an input is written in."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Protocol

from fwlint.dialects.source import Source
from fwlint.model.export import Export


class Dialect(Protocol):
    """A way of writing firewall rules. A dialect's package holds one as `DIALECT`.

    Importing the package must be cheap: lark is imported by `parse`, never before.
    """

    name: str
    """The word for `--dialect`, such as `iptables`."""
    title: str
    """The name for people, such as `iptables-save`."""

    def recognises(self, source: Source) -> bool:
        """Return whether the content looks like this dialect, by its own unmistakable lines.

        A binary file has no lines, but its bytes.
        """
        ...

    def parse(self, source: Source) -> Export:
        """Return the export; what is not understood is in its diagnostics. Never raises."""
        ...


@cache
def all_dialects() -> tuple[Dialect, ...]:
    """Return every dialect, by name: one for each package here that has a `DIALECT`.

    A family of dialects, which share much, is a package of such packages.
    """
    return tuple(sorted(_found("fwlint.dialects"), key=lambda dialect: dialect.name))


def _found(package: str) -> Iterator[Dialect]:
    for module in pkgutil.iter_modules(import_module(package).__path__, f"{package}."):
        if module.ispkg:
            dialect = getattr(import_module(module.name), "DIALECT", None)
            yield from [dialect] if dialect else _found(module.name)
