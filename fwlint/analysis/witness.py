"""The packet that a finding shows: one of a set, said in as few words as the export asks for."""

from __future__ import annotations

from functools import lru_cache

from fwlint.model.box import WHOLE_SPACE, Box
from fwlint.model.export import Export
from fwlint.model.packet import witness
from fwlint.model.packetset import PacketSet

_USUAL_INTERFACE = "eth0"
_UNSAID = ("tcp_flags", "fragment", "profile", "in_interface", "out_interface")
"""Coordinates that a packet need not show where no rule of the export looks at them."""


def shown_packet(export: Export, packets: PacketSet) -> str:
    """Return a packet of the non-empty set `packets` in the words of `fwlint trace`.

    What no rule of `export` looks at is left out; it makes no difference to the packet's fate.
    """
    ignored = [name for name in _UNSAID if name not in _looked_at(export)]
    boxes = packets.freed(*ignored).boxes
    return str(witness(max(boxes, key=_likelihood)))


def _likelihood(box: Box) -> int:
    return (_USUAL_INTERFACE in box.in_interface) + (_USUAL_INTERFACE in box.out_interface)


@lru_cache(maxsize=1)
def _looked_at(export: Export) -> frozenset[str]:
    """Return the coordinates that may stay unsaid, but that some rule of the export restricts."""
    everything = WHOLE_SPACE[4]
    found: set[str] = set()
    for policy in export.policies.values():
        for rule in policy.rules:
            for box in rule.packets:
                for name in _UNSAID:
                    if name not in found and getattr(box, name) != getattr(everything, name):
                        found.add(name)
    return frozenset(found)
