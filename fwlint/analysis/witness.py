"""The packet that a finding shows: one of a set, said in as few words as the export asks for."""

from __future__ import annotations

from operator import attrgetter

from fwlint.model.box import DIMENSIONS, WHOLE_SPACE, Box
from fwlint.model.export import Direction, Export, Path
from fwlint.model.packet import witness
from fwlint.model.packet_syntax import OUTBOUND
from fwlint.model.packetset import PacketSet
from fwlint.model.remembered import remembered

_USUAL_INTERFACE = "eth0"
_UNSAID = ("tcp_flags", "fragment", "profile", "in_interface", "out_interface")
"""Coordinates that a packet need not show where nothing in the export looks at them."""
_INTERFACES = ("in_interface", "out_interface")
_OTHERS = tuple(name for name in DIMENSIONS if name not in _INTERFACES)


def shown_packet(export: Export, packets: PacketSet, path: Path | None = None) -> str:
    """Return a packet of the non-empty set `packets` in the words of `fwlint trace`.

    With `path` it is one that takes that path. What nothing in `export` looks at is left out; it
    makes no difference to the packet's fate.
    """
    if path:
        packets = packets & path.traffic.freed(*_OTHERS) or packets
    ignored = [name for name in _UNSAID if name not in _looked_at(export)]
    boxes = packets.freed(*ignored).boxes
    packet = witness(max(boxes, key=_likelihood))
    leaves = path is not None and path.direction is Direction.OUT and not packet.out_interface
    others = any(one.direction is not Direction.OUT for one in export.paths)
    return f"{packet} {OUTBOUND}" if leaves and others else str(packet)


def _likelihood(box: Box) -> int:
    return (_USUAL_INTERFACE in box.in_interface) + (_USUAL_INTERFACE in box.out_interface)


@remembered
def _looked_at(export: Export) -> frozenset[str]:
    """Return the coordinates that may stay unsaid, but that some rule of the export restricts.

    So do the paths across a device, where they are those of interfaces with names of their own.
    """
    everything = WHOLE_SPACE[4]
    found = {
        name
        for path in export.paths
        if path.direction is Direction.FORWARD
        for box in path.traffic
        for name in _INTERFACES
        if _USUAL_INTERFACE not in getattr(box, name)
    }
    rules = [rule for policy in export.policies.values() for rule in policy.rules]
    boxes = [box for rule in rules for box in rule.packets.boxes]
    for name in _UNSAID:
        usual = getattr(everything, name)
        if any(one is not usual and one != usual for one in map(attrgetter(name), boxes)):
            found.add(name)
    return frozenset(found)
