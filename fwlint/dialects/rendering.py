"""Writing rules of the common model in a dialect, and what a dialect cannot say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

from fwlint.dialects.dialect import all_dialects
from fwlint.model.addresses import EVERYWHERE
from fwlint.model.export import Direction
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.protocols import WITH_ICMP
from fwlint.model.rule import Rule


class CannotRenderError(Exception):
    """A rule, or an export, that a dialect has no words for; the message says what of it."""


class Renderer(Protocol):
    """Writes rules in one dialect, so that reading them again gives rules of the same meaning.

    The package of a dialect that rules can be written in holds one as `render.RENDERER`.
    """

    @property
    def directions(self) -> tuple[Direction, ...]:
        """What an export in this dialect judges: a host's traffic, or what crosses a device."""
        ...

    @property
    def families(self) -> tuple[int, ...]:
        """The address families of a rule that names no address."""
        ...

    def policy(self, direction: Direction) -> str:
        """Return the name of the policy that judges `direction`, one of `directions`."""
        ...

    def rule(self, rule: Rule, policy: str) -> tuple[str, ...]:
        """Return the lines that say `rule` in the policy called `policy`, in their order.

        A rule whose packets the dialect cannot say at once becomes several lines. What the export
        of a dialect calls its policies is that dialect's own: `filter/INPUT`, `Inbound`, the name
        of an access list. Raises CannotRenderError.
        """
        ...

    def export(self, policies: Mapping[str, Policy]) -> bytes:
        """Return a whole export that holds `policies`, by name, with their defaults.

        Raises CannotRenderError.
        """
        ...


def usual(rule: Rule, families: tuple[int, ...]) -> Rule:
    """Return `rule` for all of `families` if it names no address, as people would write it."""
    if any(
        box.source is not EVERYWHERE or box.destination is not EVERYWHERE for box in rule.packets
    ):
        return rule
    boxes = dict.fromkeys(
        box._replace(family=family) for box in rule.packets for family in families
    )
    if any(box.protocol & WITH_ICMP for box in boxes):
        return rule
    return replace(rule, packets=PacketSet.of(sorted(boxes, key=lambda box: box.family)))


@cache
def renderers() -> dict[str, Renderer]:
    """Return every renderer, by the name of its dialect."""
    found = {}
    for dialect in all_dialects():
        module = f"{type(dialect).__module__}.render"
        if find_spec(module):
            found[dialect.name] = import_module(module).RENDERER
    return found
