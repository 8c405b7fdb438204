"""An index that says which boxes hold a given point, without looking at the others.

Boxes are told apart by one coordinate after the other, addresses first. At each level a box stands
under the cubes `(value, care)` of that coordinate, in a table for each pattern of cared-for bits; a
point is looked up once in every table. Firewalls use few patterns (prefix lengths, mostly), so that
is a few dozen look-ups for any number of boxes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from fwlint.model.addresses import AddressSet, Cube
from fwlint.model.box import (
    ANY_FRAGMENT,
    ANY_ICMP,
    ANY_INTERFACE,
    ANY_PORT,
    ANY_PROFILE,
    ANY_STATE,
    ANY_TCP_FLAGS,
    Box,
    interface,
    intersection,
)
from fwlint.model.intervals import IntervalSet

_CROWDED = 8
"""How many boxes may share a place before they are told apart by the next coordinate."""
_MANY_CUBES = 16
"""Beyond this many cubes, a box stands under the one cube that holds them all."""

_LEVELS = (
    *("destination", "source", "destination_port", "source_port"),
    *("in_interface", "out_interface", "protocol"),
)
_WORD = 0xFFFFFFFF

Item = TypeVar("Item")


class Point(NamedTuple):
    """One packet of the space, coordinate by coordinate; the fields are those of `Box`."""

    family: int
    protocol: int
    source: int
    destination: int
    source_port: int
    destination_port: int
    icmp: int
    state: int
    tcp_flags: int
    fragment: int
    profile: int
    in_interface: str
    out_interface: str


def corner(box: Box) -> Point:
    """Return the first point of a non-empty box."""
    return Point(
        box.family,
        _lowest(box.protocol.bits),
        box.source.cubes[0][0],
        box.destination.cubes[0][0],
        box.source_port.spans[0][0],
        box.destination_port.spans[0][0],
        box.icmp.spans[0][0],
        _lowest(box.state.bits),
        _lowest(box.tcp_flags.bits),
        _lowest(box.fragment.bits),
        _lowest(box.profile.bits),
        box.in_interface.spans[0][0],
        box.out_interface.spans[0][0],
    )


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1


def holds(box: Box, point: Point) -> bool:
    """Return whether `point` lies in `box`.

    This is asked millions of times, so what rules seldom restrict is passed over by its identity.
    """
    return (
        box.family == point.family
        and point.destination_port in box.destination_port
        and (box.source_port is ANY_PORT or point.source_port in box.source_port)
        and point.protocol in box.protocol
        and point.destination in box.destination
        and point.source in box.source
        and (box.icmp is ANY_ICMP or point.icmp in box.icmp)
        and (box.tcp_flags is ANY_TCP_FLAGS or point.tcp_flags in box.tcp_flags)
        and (box.state is ANY_STATE or point.state in box.state)
        and (box.fragment is ANY_FRAGMENT or point.fragment in box.fragment)
        and (box.profile is ANY_PROFILE or point.profile in box.profile)
        and (box.in_interface is ANY_INTERFACE or point.in_interface in box.in_interface)
        and (box.out_interface is ANY_INTERFACE or point.out_interface in box.out_interface)
    )


@dataclass(slots=True)
class PointIndex(Generic[Item]):
    """Boxes, each with an item; `holding` finds the items of those that hold a point."""

    _roots: dict[int, _Place[Item]] = field(default_factory=dict)

    def add(self, box: Box, item: Item) -> None:
        """Put in a non-empty box."""
        place = self._roots.setdefault(box.family, _Place(0))
        place.add(box, item)

    def holding(self, point: Point) -> list[tuple[Box, Item]]:
        """Return the boxes that hold `point`, with their items."""
        root = self._roots.get(point.family)
        places = [root] if root else []
        found = []
        for place in places:  # which grows while it is gone through
            if place.tables is None:
                found += [entry for entry in place.boxes if holds(entry[0], point)]
            else:
                value = _key(getattr(point, _LEVELS[place.level]))
                for care, table in place.tables.items():
                    inner = table.get(value & care)
                    if inner is not None:
                        places.append(inner)
        return found

    def crossing(self, box: Box) -> Iterator[tuple[Box, Item]]:
        """Yield the boxes that share a packet with `box`, with their items.

        That is quick where `box` is narrow; a wide one may cross them all.
        """
        root = self._roots.get(box.family)
        places = [root] if root else []
        for place in places:
            if place.tables is None:
                yield from (entry for entry in place.boxes if _meet(entry[0], box))
            else:
                cubes = _cubes(box, _LEVELS[place.level])
                places += {id(one): one for one in _crossed(place.tables, cubes)}.values()


@dataclass(slots=True)
class _Place(Generic[Item]):
    """Boxes that are alike in the coordinates before `level`: a short list, or tables."""

    level: int
    boxes: list[tuple[Box, Item]] = field(default_factory=list)
    tables: dict[int, dict[int, _Place[Item]]] | None = None

    def add(self, box: Box, item: Item) -> None:
        """Put in a box; the list becomes tables when it is crowded."""
        if self.tables is None:
            self.boxes.append((box, item))
            if len(self.boxes) > _CROWDED and self.level < len(_LEVELS):
                self._split()
        else:
            self._file(box, item)

    def _split(self) -> None:
        self.tables = {}
        for box, item in self.boxes:
            self._file(box, item)
        self.boxes = []

    def _file(self, box: Box, item: Item) -> None:
        assert self.tables is not None
        for value, care in _cubes(box, _LEVELS[self.level]):
            table = self.tables.setdefault(care, {})
            place = table.get(value)
            if place is None:
                place = table[value] = _Place(self.level + 1)
            place.add(box, item)


def _meet(a: Box, b: Box) -> bool:
    """Return whether two boxes share a packet; most that do not have addresses apart."""
    for mine, theirs in ((a.source, b.source), (a.destination, b.destination)):
        (value, care), *others = mine.cubes
        if not others and len(theirs.cubes) == 1:
            other, other_care = theirs.cubes[0]
            if (value ^ other) & care & other_care:
                return False
    return intersection(a, b) is not None


def _crossed(
    tables: dict[int, dict[int, _Place[Item]]], cubes: Iterable[Cube]
) -> Iterator[_Place[Item]]:
    """Yield the places whose cube shares a value with one of `cubes`."""
    for care, table in tables.items():
        for value, wanted in cubes:
            common = care & wanted
            if common == care:
                if found := table.get(value & care):
                    yield found
            else:
                yield from (one for key, one in table.items() if not (key ^ value) & common)


def _cubes(box: Box, name: str) -> Iterable[Cube]:
    """Return cubes that hold the box's values of a coordinate, or one wider cube for many."""
    if name == "protocol":
        few = len(box.protocol) < 4
        return tuple((member, _WORD) for member in box.protocol) if few else _ANYWHERE
    if name in ("in_interface", "out_interface"):
        first = getattr(box, name).spans[0][0]
        return ((_key(first), _WORD),) if getattr(box, name) == interface(first) else _ANYWHERE
    members: AddressSet | IntervalSet[int] = getattr(box, name)
    cubes = members.cubes if isinstance(members, AddressSet) else _port_cubes(members)
    return cubes if len(cubes) <= _MANY_CUBES else (_hull(cubes),)


_ANYWHERE: tuple[Cube, ...] = ((0, 0),)


def _key(value: int | str) -> int:
    return value if isinstance(value, int) else hash(value) & _WORD


def _hull(cubes: tuple[Cube, ...]) -> Cube:
    """Return the smallest cube that holds all of `cubes`."""
    value, care = cubes[0]
    for other, other_care in cubes[1:]:
        care &= other_care & ~(value ^ other)
    return value & care, care


def _port_cubes(ports: IntervalSet[int]) -> tuple[Cube, ...]:
    """Return aligned blocks, as cubes of 16 bits, that hold a set of ports: one or two a range.

    They may hold other ports, too; boxes that do not are told apart in the end.
    """
    cubes = []
    for start, stop in ports.spans:
        size = 1 << (stop - start - 1).bit_length()
        first = start & ~(size - 1)
        cubes += [(block, 0xFFFF & ~(size - 1)) for block in range(first, stop, size)]
    return tuple(cubes)
