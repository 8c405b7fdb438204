"""A reference host behind iptables."""

from __future__ import annotations

from collections.abc import Mapping

from fwlint.dialects.iptables.render import RENDERER
from fwlint.model.bitset import BitSet
from fwlint.model.box import ESTABLISHED, WHOLE_SPACE
from fwlint.model.export import Direction
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.requirement import Demand
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span

_NOWHERE = Span("")
_ESTABLISHED = PacketSet((WHOLE_SPACE[4]._replace(state=BitSet.of((ESTABLISHED,))),))


def export(openings: Mapping[Demand, PacketSet]) -> bytes:
    """Return a dump that lets just `openings` pass, and the replies to them."""
    policies = {}
    for direction in (Direction.IN, Direction.OUT):
        name = RENDERER.policy(direction)
        rules = [Rule(_ESTABLISHED, Action.ACCEPT, _NOWHERE, "")]
        rules += [
            Rule(packets.freed("profile"), Action.ACCEPT, _NOWHERE, "")
            for demand, packets in openings.items()
            if demand.direction is direction
        ]
        policies[name] = Policy(name, tuple(rules), Action.DENY, "", _NOWHERE)
    return RENDERER.export(policies)
