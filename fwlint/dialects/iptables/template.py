"""A line that the grammar has read, and what takes the place of its values in a line like it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import repeat
from typing import Any

from fwlint.dialects.iptables.line import Statement
from fwlint.dialects.iptables.meaning import COORDINATES, RIVALS, reader_of
from fwlint.dialects.iptables.option import Option
from fwlint.dialects.iptables.rule import TEXTS, Meaning
from fwlint.dialects.iptables.target import Fate
from fwlint.dialects.iptables.values import (
    ARGUMENT,
    Reading,
    rewrite_reader,
    set_reader,
    text_reader,
    word_reader,
)
from fwlint.model.box import Box
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action

Notes = tuple[tuple[str, str], ...]

_NO_RULE = Meaning((), (), Fate(Action.CONTINUE), (), (), (), None)
"""The meaning of a line that declares a chain."""

Columns = Sequence[Sequence[Any]]
"""What was read at each place of a template: a value for every one of some lines."""


@dataclass(slots=True)
class Template:
    """A line with places for its values: the name of its chain, and those of `options`.

    `meaning` is that of the line that the grammar has read, and `policy` what it says of its chain
    if it declares one. `readers` read what stands at each place: the name of the chain, and then a
    coordinate of the packets, a note, the chain to jump to, or what the target rewrites. The option
    that says the latter is the one at that place among the `silent`, and begins so before it.
    """

    family: int
    meaning: Meaning
    policy: str
    readers: list[Reading]
    coordinates: list[tuple[int, int]] = field(default_factory=list)
    texts: list[tuple[int, int]] = field(default_factory=list)
    chain: int = 0
    argument: int = 0
    before_argument: tuple[int, str] = 0, ""

    def read(self, rows: Sequence[Sequence[str]]) -> Columns:
        """Return what the values of some lines, a row for each, say at each place.

        Raises ValueError where only the grammar can tell what one of the lines says.
        """
        columns = zip(*rows, strict=True)
        return [read(column) for read, column in zip(self.readers, columns, strict=True)]

    def meaning_with(self, row: Sequence[str]) -> Meaning:
        """Return what a line with these values means; raises ValueError as `read` does."""
        [meaning] = self.meanings(self.read([row]))
        if not self.argument:
            return meaning
        index, before = self.before_argument
        silent = list(meaning.silent)
        silent[index] = before + row[self.argument]
        return meaning._replace(silent=tuple(silent))

    def meanings(self, columns: Columns) -> list[Meaning]:
        """Return what the lines mean, but for an argument among the `silent` options."""
        meaning = self.meaning
        parts = zip(
            *(
                zip(self.packets(packets, columns), repeat(conditions), strict=False)
                for packets, conditions in meaning.parts
            ),
            strict=False,
        )
        fates, notes = self.fates(columns), self.notes(columns)
        return [
            meaning._replace(parts=bound, fate=fate, notes=said)
            for _, bound, fate, said in zip(columns[0], parts, fates, notes, strict=False)
        ]

    def fates(self, columns: Columns) -> Iterable[Fate]:
        """Return what the target of each line does, without end where it is always the same."""
        fate = self.meaning.fate
        if self.argument:
            return [fate._replace(rewrite=rewrite) for rewrite in columns[self.argument]]
        if self.chain:
            return [fate._replace(chain=name) for name in columns[self.chain]]
        return repeat(fate)

    def notes(self, columns: Columns) -> Iterable[Notes]:
        """Return the notes of each line, without end where they are always the same."""
        notes = self.meaning.notes
        if not self.texts:
            return repeat(notes)
        bound: list[Iterator[tuple[str, str]]] = list(map(repeat, notes))
        for slot, index in self.texts:
            bound[index] = zip(repeat(notes[index][0]), columns[slot], strict=False)
        return list(zip(*bound, strict=False))

    def packets(self, packets: PacketSet, columns: Columns) -> Iterable[PacketSet]:
        """Return `packets` as they are in each line, without end where that is always the same."""
        if not (self.coordinates and packets):
            return repeat(packets)
        return map(PacketSet, zip(*(self._boxes(box, columns) for box in packets), strict=False))

    def _boxes(self, box: Box, columns: Columns) -> Iterator[Box]:
        sets: list[Iterable[Any]] = list(map(repeat, box))
        for slot, index in self.coordinates:
            sets[index] = columns[slot]
        return map(partial(tuple.__new__, Box), zip(*sets, strict=False))


def learnt(
    values: Sequence[str],
    places: Sequence[int],
    statement: Statement,
    meaning: Meaning | None,
    family: int,
) -> Template | None:
    """Return a template of a line, or None where a value stands in a part that is not bound.

    The first of its `values` is the name of the chain, and the others stand at `places`.
    """
    if statement.kind not in ("append", "chain") or (meaning and meaning.complaints):
        return None
    kind, words, given = statement
    policy = str(words[1]) if kind == "chain" else ""
    template = Template(family, meaning or _NO_RULE, policy, [word_reader(words[0].type)])
    options = {option.value.start_pos: option for option in given}
    for place in places:
        option = options.get(place)
        reader = _reader(template, option, given) if option else None
        if reader is None:
            return None
        template.readers.append(reader)
    return template if _agrees(template, values) else None


def _agrees(template: Template, values: Sequence[str]) -> bool:
    """Return whether a template says of its own first line what the grammar says."""
    try:
        if template.policy:
            return bool(template.read([values]))
        return template.meaning_with(values) == template.meaning
    except ValueError:
        return False


def _reader(template: Template, option: Option, options: list[Option]) -> Reading | None:
    """Give the next value its place in `template`, and return its reader; None if it has none."""
    if option.kind in COORDINATES:
        return _coordinate(template, option, options)
    if option.kind in TEXTS:
        return _text(template, option, options)
    if option.kind in ("jump", "goto"):
        template.chain = len(template.readers)
        jumps = template.meaning.fate.action in (Action.JUMP, Action.GOTO)
        return word_reader(option.value.type) if jumps else None
    return _argument(template, option, options)


def _coordinate(template: Template, option: Option, options: list[Option]) -> Reading | None:
    coordinate, _ = COORDINATES[option.kind]
    rivals = RIVALS.get(coordinate, (option.kind,))
    if sum(one.kind in rivals for one in options) > 1:
        return None
    template.coordinates.append((len(template.readers), Box._fields.index(coordinate)))
    terminal = option.value.type
    return set_reader(terminal, reader_of(option), coordinate, option.negated, template.family)


def _text(template: Template, option: Option, options: list[Option]) -> Reading:
    texts = [one for one in options if one.kind in TEXTS]
    first = [label for label, _ in template.meaning.notes].index(TEXTS[texts[0].kind])
    index = first + [one is option for one in texts].index(True)
    template.texts.append((len(template.readers), index))
    return text_reader  # whatever was cut off as a text


def _argument(template: Template, option: Option, options: list[Option]) -> Reading | None:
    owner = option.known.owner if option.known else None
    if owner is None or owner[0] != "target" or option.value.type != ARGUMENT:
        return None
    mine = [one for one in options if one.known and one.known.owner == owner]
    told = [one for one in mine if one.kind not in TEXTS]
    if sum(one.value.type == ARGUMENT for one in told) > 1:
        return None
    template.argument = len(template.readers)
    before = str(option).removesuffix(str(option.value))
    template.before_argument = [one is option for one in told].index(True), before
    return rewrite_reader(owner[1], told, template.meaning.fate, template.family)
