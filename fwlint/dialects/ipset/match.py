"""The match `set` of a rule, by iptables-extensions(8): which packets it takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from fwlint.dialects.ipset.cell import WHOLE, cut, hull
from fwlint.dialects.ipset.lookup import Found, Pieces, look_up
from fwlint.dialects.ipset.packets import packets
from fwlint.dialects.ipset.sets import LIST, NamedSet, Sets
from fwlint.model.packetset import NOTHING, PacketSet

LIMIT = 1_000
"""Cells that an answer may have. Any number of addresses is one, as long as they share their ports
and their counterparts; no check has the time to compare more combinations than this."""


class Asked(NamedTuple):
    """One `-m set`: the set's name and a direction for each part of its elements.

    `nomatch` is `--return-nomatch`, and `counters` are the options that compare counters.
    """

    name: str
    directions: tuple[str, ...]
    negated: bool = False
    nomatch: bool = False
    counters: tuple[str, ...] = ()

    def __str__(self) -> str:
        words = ["-m set", "! --match-set" if self.negated else "--match-set", self.name]
        words.append(",".join(self.directions))
        return " ".join([*words, *["--return-nomatch"] * self.nomatch, *self.counters])


class Answer(NamedTuple):
    """The packets that surely match, and those that do if all `conditions` hold; no packet both.

    Where they are more combinations than LIMIT, none is sure.
    """

    surely: PacketSet
    perhaps: PacketSet
    conditions: tuple[str, ...]


@dataclass(slots=True)
class Matcher:
    """Answers what rules ask of `sets`; what `changing` names, rules add to or delete from."""

    sets: Sets
    changing: frozenset[str] = frozenset()
    _answers: dict[tuple[tuple[Asked, ...], int], Answer] = field(default_factory=dict)
    _known_pieces: dict[tuple[Asked, int], Pieces] = field(default_factory=dict)

    def answer(self, asked: tuple[Asked, ...], family: int) -> Answer:
        """Return the packets of a family that match everything `asked`, which is not empty."""
        known = self._answers.get((asked, family))
        if known is None:
            known = self._answers[asked, family] = self._answer(asked, family)
        return known

    def _answer(self, asked: tuple[Asked, ...], family: int) -> Answer:
        pieces = self._pieces(asked[0], family)
        for another in asked[1:]:
            both = [*pieces, *self._pieces(another, family)]
            pieces = list(cut(both, _both, WHOLE[family]))
        inside = [(cell, found) for cell, found in pieces if found is not False]
        if len(inside) > LIMIT:
            around = packets([hull([cell for cell, _ in inside])], family)
            many = "is too many different combinations"
            return Answer(NOTHING, around, tuple(f"set {one.name} {many}: {one}" for one in asked))
        surely = packets((cell for cell, found in inside if found), family)
        perhaps = packets((cell for cell, found in inside if not found), family)
        return Answer(surely, perhaps, tuple(self._conditions(asked)) if perhaps else ())

    def _conditions(self, asked: tuple[Asked, ...]) -> Iterator[str]:
        """Yield what the answer depends on: each match of which fwlint is not sure, and why."""
        reasons = {one: "; ".join(dict.fromkeys(self._doubts(one))) for one in asked}
        for one, reason in reasons.items():
            if reason or not any(reasons.values()):
                yield f"{reason or f'elements of set {one.name} contradict each other'}: {one}"

    def _pieces(self, asked: Asked, family: int) -> Pieces:
        """Return what one match makes of all packets; rules ask it together with many others."""
        known = self._known_pieces.get((asked, family))
        if known is None:
            known = self._known_pieces[asked, family] = self._find(asked, family)
        return known

    def _find(self, asked: Asked, family: int) -> Pieces:
        pieces = self._in_set(asked, family)
        if self._counts(asked):
            sure = self._excepts_nothing(asked.name)
            pieces = [(cell, False if sure and found is False else None) for cell, found in pieces]
        if asked.negated:
            pieces = [(cell, None if found is None else not found) for cell, found in pieces]
        return pieces

    def _in_set(self, asked: Asked, family: int) -> Pieces:
        named = self._known(asked.name)
        if named is None or not named.form or named.form.kind != LIST or named.doubts:
            return self._in_member(asked.name, asked, family)
        areas = [
            (cell, found if stays else None)
            for member, stays in named.members.items()
            for cell, found in self._in_member(member, asked, family)
            if found is not False
        ]
        return list(cut(areas, _either, WHOLE[family]))

    def _in_member(self, name: str, asked: Asked, family: int) -> Pieces:
        """Return what is in a set that is no list of sets."""
        named = self._known(name)
        if named is None or (named.form and named.form.kind == LIST):
            return [(WHOLE[family], None)]
        return look_up(named, asked.directions, family, nomatch=asked.nomatch)

    def _known(self, name: str) -> NamedSet | None:
        """Return the set of that name if the files say for good what it holds."""
        return None if name in self.changing else self.sets.by_name.get(name)

    def _excepts_nothing(self, name: str) -> bool:
        """Return whether no element is an exception, which counters may make the kernel pass by."""
        named = self._known(name)
        return named is not None and all(one.matches for one in named.elements.values())

    def _counts(self, asked: Asked) -> bool:
        """Return whether counters take part: a set without any is not asked for them."""
        named = self._known(asked.name)
        return bool(asked.counters) and not (named and named.form and not named.form.counters)

    def _doubts(self, asked: Asked) -> Iterator[str]:
        if self._counts(asked):
            yield f"set {asked.name} has counters"
        yield from self._doubts_of(asked.name)
        named = self._known(asked.name)
        for member in named.members if named else ():
            yield from self._doubts_of(member)

    def _doubts_of(self, name: str) -> Iterator[str]:
        named = self.sets.by_name.get(name)
        if name in self.changing:
            yield f"rules change set {name}"
        elif named is None:
            yield f"set {name} is not in the export"
        else:
            yield from named.doubts
            yield from (f"set {name} has {part}" for part in named.unclear_parts())


def _both(found: Sequence[Found]) -> Found:
    return False if False in found else None if None in found else True


def _either(found: Sequence[Found]) -> Found:
    return True if True in found else None if None in found else False
