"""What the kernel finds in a set, for every packet: an element, none, or that depends.

It tries the prefix lengths of a set from the longest to the shortest, those of a first network
before those of a second, and takes the first element that it finds; in a `hash:net,iface` it goes
no further than the first network, whatever the interface (net/netfilter/ipset/ip_set_hash_gen.h).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from fwlint.dialects.ipset.cell import WHOLE, Cell, cut
from fwlint.dialects.ipset.kind import parts_of, takes_nomatch
from fwlint.dialects.ipset.sets import NamedSet
from fwlint.model.box import ANY_INTERFACE
from fwlint.model.intervals import IntervalSet

Found = bool | None
"""Whether a packet matches; None where that depends on what the files do not say."""

Pieces = list[tuple[Cell, Found]]
Members = tuple[IntervalSet[Any], ...]

_COORDINATES = {
    "ip": {"src": "source", "dst": "destination"},
    "net": {"src": "source", "dst": "destination"},
    "port": {"src": "source_port", "dst": "destination_port"},
    "iface": {"src": "in_interface", "dst": "out_interface"},
}
"""The coordinate that a part is compared with; other kinds of parts have none."""


class _Rank(NamedTuple):
    """How early the kernel finds an element, what it makes of it, and whether it is surely there.

    The greater `lengths` come first.
    """

    lengths: tuple[int, ...]
    matches: bool
    sure: bool


def look_up(
    one: NamedSet, directions: Sequence[str], family: int, *, nomatch: bool = False
) -> Pieces:
    """Return what becomes of all packets of a family, in disjoint cells.

    `directions` say, for each part of an element, which end of the packet it is compared with.
    `nomatch` asks for what matches an exception instead (`--return-nomatch`).
    """
    form = one.form
    if form is None or one.doubts or form.doubt:
        return [(WHOLE[family], None)]
    kinds = parts_of(form.kind)
    if len(directions) < len(kinds) or form.family not in (None, family):
        return [(WHOLE[family], False)]
    wanted = not (nomatch and takes_nomatch(form.kind))
    cells = (
        (_cell(kinds, directions, members, WHOLE[family]), rank)
        for members, rank in _merged(_ranked(one, wanted=wanted))
    )
    areas = [(cell, rank) for cell, rank in cells if all(cell)]
    return list(cut(areas, _first_found, WHOLE[family]))


def _ranked(one: NamedSet, *, wanted: bool) -> Iterator[tuple[Members, _Rank]]:
    """Yield the members of each element with its rank; all have one rank where none excepts."""
    elements = one.elements.values()
    by_interface = one.form is not None and one.form.kind == "hash:net,iface"
    by_length = by_interface or not all(element.matches for element in elements)
    for element in elements:
        sure = not element.doubts
        lengths = element.lengths if by_length else ()
        if by_interface:
            yield (element.members[0], ANY_INTERFACE), _Rank((*lengths, 0), False, sure)
            lengths = (*lengths, 1)
        yield element.members, _Rank(lengths, element.matches is wanted, sure)


def _merged(ranked: Iterable[tuple[Members, _Rank]]) -> Iterator[tuple[Members, _Rank]]:
    """Put elements of one rank together that differ in one part only, from the last part on."""
    by_rank: dict[_Rank, list[Members]] = {}
    for members, rank in ranked:
        by_rank.setdefault(rank, []).append(members)
    for rank, cells in by_rank.items():
        for part in reversed(range(len(cells[0]))):
            by_rest: dict[Members, list[tuple[Any, Any]]] = {}
            for cell in cells:
                rest = cell[:part] + cell[part + 1 :]
                by_rest.setdefault(rest, []).extend(cell[part].spans)
            cells = [
                (*rest[:part], IntervalSet.union(spans), *rest[part:])
                for rest, spans in by_rest.items()
            ]
        yield from ((cell, rank) for cell in cells)


def _cell(kinds: Sequence[str], directions: Sequence[str], members: Members, whole: Cell) -> Cell:
    """Return the packets that are within `members`, each compared with its end of the packet."""
    cell = whole
    for kind, direction, allowed in zip(kinds, directions, members, strict=False):
        if coordinate := _COORDINATES.get(kind, {}).get(direction):
            both = getattr(cell, coordinate) & allowed
            cell = cell._replace(**{coordinate: both})
    return cell


def _first_found(ranks: Sequence[_Rank]) -> Found:
    """Return what the kernel makes of a packet that all these elements match."""
    answers: set[bool] = set()
    for _, level in groupby(sorted(ranks, reverse=True), key=lambda rank: rank.lengths):
        elements = list(level)
        answers.update(rank.matches for rank in elements)
        if any(rank.sure for rank in elements):
            break
    else:
        answers.add(False)
    return answers.pop() if len(answers) == 1 else None
