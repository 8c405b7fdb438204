"""Terminal lines: by which lists they let people log in, and how these may come."""

from __future__ import annotations

from dataclasses import dataclass, field

from fwlint.dialects.cisco.interface import Binding
from fwlint.model import protocols
from fwlint.model.bitset import BitSet
from fwlint.model.box import WHOLE, Box
from fwlint.model.intervals import IntervalSet

_PORTS = {"ssh": 22, "telnet": 23}


@dataclass(slots=True)
class Terminal:
    """Some terminal lines under construction; `ways` are those of logging in that they take."""

    name: str
    bindings: list[Binding] = field(default_factory=list)
    ways: tuple[str, ...] = tuple(_PORTS)

    def takes_in(self, words: list[str]) -> None:
        """Take in what `transport input` says: ways of logging in, `all` or `none`."""
        if "all" not in words:
            self.ways = tuple(word for word in words if word in _PORTS)

    def traffic(self, family: int) -> Box | None:
        """Return the packets by which people log in, or None where nobody can from a network."""
        if not self.ways:
            return None
        ports = IntervalSet.union((_PORTS[way], _PORTS[way] + 1) for way in self.ways)
        tcp, whole = BitSet.of((protocols.TCP,)), BitSet.of((WHOLE,))
        return Box(family, tcp, destination_port=ports, fragment=whole)
