"""Sets of packets: finite unions of boxes, with exact union, intersection and difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fwlint.model.box import WHOLE_SPACE, Box, difference, intersection, is_empty, meet
from fwlint.model.frozen import frozen


@frozen()
class PacketSet:
    """A union of non-empty boxes, which may overlap.

    Two sets can hold the same packets in different boxes: compare with `covers`.
    """

    boxes: tuple[Box, ...] = ()

    @classmethod
    def of(cls, boxes: Iterable[Box]) -> PacketSet:
        """Return the union of `boxes`; empty ones are dropped."""
        return cls(tuple(box for box in dict.fromkeys(boxes) if not is_empty(box)))

    def __and__(self, other: PacketSet) -> PacketSet:
        pairs = [intersection(a, b) for a in self.boxes for b in other.boxes]
        return PacketSet(tuple([box for box in pairs if box is not None]))

    def __or__(self, other: PacketSet) -> PacketSet:
        return PacketSet(tuple(dict.fromkeys(self.boxes + other.boxes)))

    def __sub__(self, other: PacketSet) -> PacketSet:
        remaining = list(self.boxes)
        for hole in other.boxes:
            remaining = [piece for box in remaining for piece in difference(box, hole)]
        return PacketSet(tuple(remaining))

    def meets(self, other: PacketSet) -> bool:
        """Return whether the two sets share a packet."""
        for a in self.boxes:
            for b in other.boxes:
                if a is b or meet(a, b):
                    return True
        return False

    def covers(self, other: PacketSet) -> bool:
        """Return whether every packet of `other` is in this set."""
        return not other - self

    def freed(self, *names: str) -> PacketSet:
        """Return every packet that differs from one of this set in the named coordinates only.

        That is this set's shadow on the remaining coordinates (`names` are those of `Box`).
        """
        if len(self.boxes) == 1:
            return PacketSet((_freed(self.boxes[0], names),))
        return PacketSet.of(_freed(box, names) for box in self.boxes)

    def __bool__(self) -> bool:
        return bool(self.boxes)

    def __iter__(self) -> Iterator[Box]:
        return iter(self.boxes)


NOTHING = PacketSet()
ANYTHING = PacketSet(tuple(WHOLE_SPACE.values()))


def _freed(box: Box, names: Iterable[str]) -> Box:
    everything = WHOLE_SPACE[box.family]
    values = {
        name: value
        for name in names
        if getattr(box, name) is not (value := getattr(everything, name))
    }
    return box._replace(**values) if values else box
