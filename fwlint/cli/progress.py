"""A bar on the terminal for whoever waits."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import TypeVar

import click

_PATIENCE = 1.0
"""Seconds that nobody minds."""

Item = TypeVar("Item")


def shown(items: Sequence[Item]) -> Iterator[Item]:
    """Yield `items`, and show how many are done; only on a terminal, and when it takes long."""
    started, rest = monotonic(), iter(items)
    for done, item in enumerate(rest):
        yield item
        if sys.stderr.isatty() and monotonic() - started > _PATIENCE:
            with click.progressbar(
                length=len(items), label="linting", file=sys.stderr, show_pos=True
            ) as bar:
                bar.update(done + 1)
                for late in rest:
                    yield late
                    bar.update(1)
