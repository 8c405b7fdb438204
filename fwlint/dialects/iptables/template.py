"""A line that the grammar has read, and what takes the place of its values in a line like it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import call
from typing import Any, NamedTuple

from fwlint.dialects.iptables.dump import Line, Place
from fwlint.dialects.iptables.line import Statement
from fwlint.dialects.iptables.meaning import COORDINATES, RIVALS, reader_of
from fwlint.dialects.iptables.option import Option
from fwlint.dialects.iptables.placing import is_plain, placed
from fwlint.dialects.iptables.quoting import unquoted
from fwlint.dialects.iptables.rule import TEXTS, Meaning
from fwlint.dialects.iptables.target import Fate
from fwlint.dialects.iptables.values import (
    ARGUMENT,
    argument_reader,
    set_reader,
    statement_reader,
    word_reader,
)
from fwlint.model.box import Box
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action, Rule

Notes = tuple[tuple[str, str], ...]

_NO_RULE = Meaning((), (), Fate(Action.CONTINUE), (), (), (), None)
"""The meaning of a line that declares a chain."""


class Known(NamedTuple):
    """A line of a known shape: its template, and what was read of its values."""

    template: Template
    read: Sequence[Any]

    @property
    def statement(self) -> Statement:
        """What the line says, but for its options."""
        statement: Statement = self.read[0]
        return statement

    def meaning(self) -> Meaning:
        """Return what the line's rule means."""
        return self.template.meaning_with(self.read)

    def line(self, place: Place) -> Line:
        """Return the line's rules at `place`."""
        template = self.template
        if not template.plain:
            return placed(place, self.meaning())
        return Line((template.rule_with(self.read, place),), template.meaning.size, self.meaning)


@dataclass(slots=True)
class Template:
    """A line with places for its values: the name of its chain, and those of `options`.

    `meaning` is that of the line that the grammar has read. `readers` read the values one by one,
    and the first makes a statement of the name. What the others read is a coordinate of the
    packets, a note, the chain to jump to, or what a target does and the options that say so. A
    `plain` line becomes one rule.
    """

    family: int
    meaning: Meaning
    readers: list[Callable[[str], Any]]
    coordinates: list[tuple[int, int]] = field(default_factory=list)
    texts: list[tuple[int, int]] = field(default_factory=list)
    chain: int = 0
    argument: int = 0
    plain: bool = False

    def bind(self, values: Sequence[str]) -> Known | None:
        """Return a line with these values, or None where only the grammar can tell what it says."""
        try:
            return Known(self, tuple(map(call, self.readers, values)))
        except ValueError:
            return None

    def meaning_with(self, read: Sequence[Any]) -> Meaning:
        """Return what a rule means with the values that were read."""
        parts, asked, fate, _, complaints, silent, size, tests = self.meaning
        if self.argument:
            fate, silent = read[self.argument]
        elif self.chain:
            fate = fate._replace(chain=read[self.chain])
        bound = tuple([(self._packets(packets, read), conditions) for packets, conditions in parts])
        return Meaning(bound, asked, fate, self._notes(read), complaints, silent, size, tests)

    def rule_with(self, read: Sequence[Any], place: Place) -> Rule:
        """Return the rule of a plain line at `place` with the values that were read."""
        like = self.meaning
        [(packets, conditions)] = like.parts
        chain = read[self.chain] if self.chain else like.fate.chain
        return Rule(
            self._packets(packets, read),
            like.fate.action,
            place.span,
            place.text,
            conditions,
            place.dump.key(place.table.name, chain) if chain else "",
            notes=self._notes(read),
            tag_tests=like.tag_tests,
            tagging=like.fate.tagging,
        )

    def _packets(self, packets: PacketSet, read: Sequence[Any]) -> PacketSet:
        if not self.coordinates:
            return packets
        boxes = []
        for box in packets.boxes:
            sets: list[Any] = list(box)
            for slot, index in self.coordinates:
                sets[index] = read[slot]
            boxes.append(Box(*sets))
        return PacketSet(tuple(boxes))

    def _notes(self, read: Sequence[Any]) -> Notes:
        if not self.texts:
            return self.meaning.notes
        notes = list(self.meaning.notes)
        for slot, index in self.texts:
            notes[index] = notes[index][0], read[slot]
        return tuple(notes)


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
    template = Template(family, meaning or _NO_RULE, [statement_reader(statement)])
    options = {option.value.start_pos: option for option in statement.options}
    for place in places:
        option = options.get(place)
        reader = _reader(template, option, statement.options) if option else None
        if reader is None:
            return None
        template.readers.append(reader)
    template.plain = is_plain(template.meaning)
    known = template.bind(values)
    return template if known and known.meaning() == template.meaning else None


def _reader(
    template: Template, option: Option, options: list[Option]
) -> Callable[[str], Any] | None:
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


def _coordinate(
    template: Template, option: Option, options: list[Option]
) -> Callable[[str], Any] | None:
    coordinate, _ = COORDINATES[option.kind]
    rivals = RIVALS.get(coordinate, (option.kind,))
    if sum(one.kind in rivals for one in options) > 1:
        return None
    template.coordinates.append((len(template.readers), Box._fields.index(coordinate)))
    terminal = option.value.type
    return set_reader(terminal, reader_of(option), coordinate, option.negated, template.family)


def _text(template: Template, option: Option, options: list[Option]) -> Callable[[str], Any]:
    texts = [one for one in options if one.kind in TEXTS]
    first = [label for label, _ in template.meaning.notes].index(TEXTS[texts[0].kind])
    index = first + [one is option for one in texts].index(True)
    template.texts.append((len(template.readers), index))
    return unquoted  # whatever was cut off as a text


def _argument(
    template: Template, option: Option, options: list[Option]
) -> Callable[[str], Any] | None:
    owner = option.known.owner if option.known else None
    if owner is None or owner[0] != "target" or option.value.type != ARGUMENT:
        return None
    mine = [one for one in options if one.known and one.known.owner == owner]
    told = [one for one in mine if one.kind not in TEXTS]
    if sum(one.value.type == ARGUMENT for one in told) > 1:
        return None
    template.argument = len(template.readers)
    return argument_reader(owner[1], told, template.family)
