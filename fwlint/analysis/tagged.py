"""Packets under way, by what is known of their tags."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from fwlint.analysis.budget import Budget
from fwlint.analysis.remainder import Remainder
from fwlint.model.packetset import PacketSet
from fwlint.model.tag import Tag

MOST = 64
"""Tags that are told apart; beyond that, nothing is known of any."""


@dataclass(slots=True)
class Tagged:
    """Packets that rules may take, for each tag a remainder.

    A packet that may have one tag or another stands under what both agree on. Only one that may be
    tracked or not stands in two places.
    """

    budget: Budget
    places: dict[Tag, Remainder] = field(default_factory=dict)

    def put(self, tag: Tag, packets: PacketSet) -> None:
        """Add packets with that tag, or with another where they are here already."""
        for other in [one for one in self.places if one != tag and one.untracked == tag.untracked]:
            twice = self.places[other].within(packets)
            if twice:
                self.places[other].take(twice)
                packets -= twice
                self.put(other.agreed(tag), twice)
        if packets:
            place = self.places.get(tag)
            together = place.packets() | packets if place else packets
            self.places[tag] = Remainder(together, self.budget)
        if len(self.places) > MOST:
            self._forget()

    def _forget(self) -> None:
        places, self.places = self.places, {}
        for tag, place in places.items():
            self.put(Tag(untracked=tag.untracked, claimed=tag.claimed), place.packets())

    def packets(self) -> Iterator[tuple[Tag, PacketSet]]:
        """Yield what is left of the packets, with their tags."""
        for tag, place in self.places.items():
            if left := place.packets():
                yield tag, left

    def whole(self) -> PacketSet:
        """Return the packets with all that was taken."""
        several = [place.whole for place in self.places.values()]
        if len(several) == 1:
            return several[0]
        return PacketSet(tuple(box for packets in several for box in packets))

    def __bool__(self) -> bool:
        return any(self.places.values())
