"""An index that says which boxes hold a given point, without looking at the others.

Boxes are told apart by one coordinate after the other, addresses first. At each level a box stands
under the cubes `(value, care)` of that coordinate, in a table for each pattern of cared-for bits; a
point is looked up once in every table. Firewalls use few patterns (prefix lengths, mostly), so that
is a few dozen look-ups for any number of boxes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from fwlint.analysis.cubes import cubes_of, key_of
from fwlint.analysis.point import Point, holds
from fwlint.model.addresses import Cube
from fwlint.model.box import Box, meet

_CROWDED = 8
"""How many boxes may share a place before they are told apart by the next coordinate."""

_OTHERS = ("source_port", "in_interface", "out_interface", "protocol")
ADDRESSES_FIRST = ("fragment", "destination", "source", "destination_port", *_OTHERS)
"""The order in which coordinates tell boxes apart: best where a point is looked up."""
PORTS_FIRST = ("fragment", "destination_port", "destination", "source", *_OTHERS)
"""Best where what crosses a box is looked up that has one service and is wide in its addresses."""

Item = TypeVar("Item")


@dataclass(slots=True)
class PointIndex(Generic[Item]):
    """Boxes, each with an item, told apart by the coordinates `order`."""

    order: tuple[str, ...] = ADDRESSES_FIRST
    _roots: dict[int, _Place[Item]] = field(default_factory=dict)

    def add(self, box: Box, item: Item) -> None:
        """Put in a non-empty box."""
        root = self._roots.get(box.family)
        if root is None:
            root = self._roots[box.family] = _Place(0)
        root.boxes.append((box, item))

    def holding(self, point: Point) -> Iterator[tuple[Box, Item]]:
        """Yield the boxes that hold `point`, with their items."""
        for boxes in self.lists_at(point):
            for entry in boxes:
                if holds(entry[0], point):
                    yield entry

    def lists_at(self, point: Point) -> Iterator[list[tuple[Box, Item]]]:
        """Yield lists of all boxes that may hold `point`, each in the order they were put in."""
        root = self._roots.get(point.family)
        places = [root] if root else []
        for place in places:  # which grows while it is gone through
            tables = place.filed(self.order)
            if tables is None:
                yield place.boxes
                continue
            value = getattr(point, self.order[place.level])
            key = value if value.__class__ is int else key_of(value)
            for care, table in tables.items():
                inner = table.get(key & care)
                if inner is None:
                    continue
                if inner.tables is None and len(inner.boxes) <= _CROWDED:
                    yield inner.boxes  # as nearly all are, so that no round of its own is needed
                else:
                    places.append(inner)

    def crossing(self, box: Box) -> Iterator[tuple[Box, Item]]:
        """Yield the boxes that share a packet with `box`, with their items; some may come twice."""
        return (entry for boxes in self.lists_near(box) for entry in boxes if meet(entry[0], box))

    def lists_near(self, box: Box) -> Iterator[list[tuple[Box, Item]]]:
        """Yield lists of all boxes that may share a packet with `box`, each in their order.

        The first come soon, even where `box` is wide and crosses them all.
        """
        root = self._roots.get(box.family)
        ahead = [iter([root] if root else [])]
        while ahead:
            place = next(ahead[-1], None)
            if place is None:
                ahead.pop()
            elif place.filed(self.order) is None:
                yield place.boxes
            else:
                ahead.append(place.crossed(cubes_of(box, self.order[place.level])))


@dataclass(slots=True)
class _Place(Generic[Item]):
    """Boxes that are alike in the coordinates before `level`: a short list, or tables.

    Boxes are filed in the tables when somebody looks into the place, which is seldom the case for
    most; until then they wait in `boxes`. `_sorted` has the keys of tables in their order, of those
    that were asked for it.
    """

    level: int
    boxes: list[tuple[Box, Item]] = field(default_factory=list)
    tables: dict[int, dict[int, _Place[Item]]] | None = None
    _sorted: dict[int, list[int]] | None = None

    def filed(self, order: tuple[str, ...]) -> dict[int, dict[int, _Place[Item]]] | None:
        """Return the tables with all boxes in them, or None where the list is all there is."""
        if self.boxes and (
            self.tables is not None or (len(self.boxes) > _CROWDED and self.level < len(order))
        ):
            self._file(order[self.level])
        return self.tables

    def _file(self, coordinate: str) -> None:
        tables = self.tables = self.tables or {}
        for entry in self.boxes:
            for value, care in cubes_of(entry[0], coordinate):
                table = tables.get(care)
                if table is None:
                    table = tables[care] = {}
                place = table.get(value)
                if place is None:
                    place = table[value] = _Place(self.level + 1)
                    self._sorted = None
                place.boxes.append(entry)
        self.boxes = []

    def crossed(self, cubes: Iterable[Cube]) -> Iterator[_Place[Item]]:
        """Yield the places whose cube shares a value with one of `cubes`."""
        assert self.tables is not None
        for care, table in self.tables.items():
            for value, wanted in cubes:
                common = care & wanted
                if common == care:
                    if found := table.get(value & care):
                        yield found
                elif common:
                    yield from self._agreeing(care, value, common)
                else:
                    yield from table.values()

    def _agreeing(self, care: int, value: int, common: int) -> Iterable[_Place[Item]]:
        """Return the places of a table whose keys agree with `value` in the bits of `common`."""
        assert self.tables is not None
        table, free = self.tables[care], care & ~common
        if free > common & -common:
            return (one for key, one in table.items() if not (key ^ value) & common)
        self._sorted = {} if self._sorted is None else self._sorted
        if care not in self._sorted:  # where the free bits are the last ones, such keys are a row
            self._sorted[care] = sorted(table)
        keys, first = self._sorted[care], value & common
        start = bisect_left(keys, first)
        return map(table.__getitem__, keys[start : bisect_right(keys, first | free, lo=start)])
