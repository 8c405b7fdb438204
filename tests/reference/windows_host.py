"""A reference host behind Windows Firewall, as netsh lists its rules and as it saves them."""

from __future__ import annotations

from collections.abc import Mapping

from fwlint.dialects.rendering import Renderer
from fwlint.dialects.windows.hive import render as hive
from fwlint.dialects.windows.netsh import render as netsh
from fwlint.model.packetset import ANYTHING, PacketSet
from fwlint.model.policy import Policy, Resolution
from fwlint.model.requirement import Demand
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span

_NOWHERE = Span("")
_DISABLED = Rule(ANYTHING, Action.ACCEPT, _NOWHERE, "", name="disabled", enabled=False)
"""A rule that lets nothing pass; a listing without any is no listing."""


def listing(openings: Mapping[Demand, PacketSet]) -> bytes:
    """Return a listing of rules that let just `openings` pass."""
    return _export(netsh.RENDERER, openings)


def saved(openings: Mapping[Demand, PacketSet]) -> bytes:
    """Return a .wfw of the same rules."""
    return _export(hive.RENDERER, openings)


def _export(renderer: Renderer, openings: Mapping[Demand, PacketSet]) -> bytes:
    policies = {}
    for direction in renderer.directions:
        name = renderer.policy(direction)
        rules = (
            Rule(packets, Action.ACCEPT, _NOWHERE, "", name=demand.requirement)
            for demand, packets in openings.items()
            if demand.direction is direction
        )
        policies[name] = Policy(
            name, (_DISABLED, *rules), Action.DENY, "", _NOWHERE, Resolution.DENY_OVERRIDES
        )
    return renderer.export(policies)
