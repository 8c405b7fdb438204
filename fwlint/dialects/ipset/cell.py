"""Products of intervals, one for each coordinate that an element can speak of, and how to cut them.

Everything that sets say is decided here, where a set of addresses is a sorted list of intervals,
and every operation a walk along such lists.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from fwlint.dialects.ipset.part import EVERY_ADDRESS
from fwlint.dialects.ipset.port import EVERY_CODE
from fwlint.model.box import ANY_INTERFACE
from fwlint.model.intervals import IntervalSet

Label = TypeVar("Label")
Verdict = TypeVar("Verdict", bound=Hashable)


class Cell(NamedTuple):
    """The packets of a family whose every coordinate is in the set of that name.

    The two ports are codes, as `port` has them.
    """

    source: IntervalSet[int]
    destination: IntervalSet[int]
    source_port: IntervalSet[int] = EVERY_CODE
    destination_port: IntervalSet[int] = EVERY_CODE
    in_interface: IntervalSet[str] = ANY_INTERFACE
    out_interface: IntervalSet[str] = ANY_INTERFACE


WHOLE = {family: Cell(every, every) for family, every in EVERY_ADDRESS.items()}


def cut(
    areas: Sequence[tuple[Cell, Label]],
    decide: Callable[[Sequence[Label]], Verdict],
    whole: Cell,
) -> Iterator[tuple[Cell, Verdict]]:
    """Yield disjoint cells that make up `whole`, each with what is decided of its packets.

    `decide` is given the labels of all `areas` that a packet is in.
    """
    cutter = _Cutter(areas, decide, whole)
    yield from _cells(cutter.node(0, tuple(range(len(areas)))), ())


def hull(cells: Sequence[Cell]) -> Cell:
    """Return the smallest cell around `cells`."""
    return Cell(
        *(
            IntervalSet.union(span for members in every for span in members.spans)
            for every in zip(*cells, strict=True)
        )
    )


class _Cutter:
    """Cuts along one coordinate after the other; slices with the same rest are put together."""

    def __init__(
        self,
        areas: Sequence[tuple[Cell, Any]],
        decide: Callable[[Sequence[Any]], Any],
        whole: Cell,
    ) -> None:
        self._areas = areas
        self._decide = decide
        self._whole = whole
        self._known: dict[tuple[int, tuple[int, ...]], Any] = {}

    def node(self, depth: int, inside: tuple[int, ...]) -> Any:
        """Return what becomes of packets that are in these areas by the coordinates so far.

        That is pairs of a set for the next coordinate and a node, or at last what is decided.
        """
        if depth == len(self._whole):
            return self._decide([self._areas[area][1] for area in inside])
        if (depth, inside) not in self._known:
            slices: dict[Any, list[tuple[Any, Any]]] = {}
            for areas, spans in self._slices(depth, inside).items():
                slices.setdefault(self.node(depth + 1, areas), []).extend(spans)
            self._known[depth, inside] = tuple(
                (IntervalSet.union(spans), node) for node, spans in slices.items()
            )
        return self._known[depth, inside]

    def _slices(
        self, depth: int, inside: tuple[int, ...]
    ) -> dict[tuple[int, ...], list[tuple[Any, Any]]]:
        """Return the spans of a coordinate by those of the areas `inside` that they are in."""
        turns = [
            (place, area)
            for area in inside
            for span in self._areas[area][0][depth].spans
            for place in span
        ]
        start, end = self._ends(depth)
        slices: dict[tuple[int, ...], list[tuple[Any, Any]]] = {}
        here: set[int] = set()
        for place, areas in groupby(sorted(turns), key=itemgetter(0)):
            if start < place:
                slices.setdefault(tuple(sorted(here)), []).append((start, place))
            here.symmetric_difference_update(area for _, area in areas)
            start = place
        if start < end:
            slices.setdefault(tuple(sorted(here)), []).append((start, end))
        return slices

    def _ends(self, depth: int) -> tuple[Any, Any]:
        [ends] = self._whole[depth].spans
        return ends


def _cells(node: Any, chosen: tuple[IntervalSet[Any], ...]) -> Iterator[tuple[Cell, Any]]:
    if len(chosen) == len(Cell._fields):
        yield Cell._make(chosen), node
        return
    for members, rest in node:
        yield from _cells(rest, (*chosen, members))
