"""Choices by weight."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import TypeVar

T = TypeVar("T")


def weighted(random: Random, shares: Mapping[T, float]) -> T:
    """Return one of the keys, each as likely as its share."""
    return random.choices([*shares], [*shares.values()])[0]


def negation(random: Random) -> str:
    """Return what stands before an option: now and then a `!`."""
    return "! " if random.random() < 0.15 else ""
