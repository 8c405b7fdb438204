"""A line that the grammar has read, and what takes the place of its values in a line like it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial
from operator import call
from typing import Any

from lark import Token

from fwlint.dialects.grammar import load
from fwlint.dialects.iptables.address import plain_network
from fwlint.dialects.iptables.line import Statement
from fwlint.dialects.iptables.meaning import COORDINATES, RIVALS, Reader, reader_of
from fwlint.dialects.iptables.option import Option
from fwlint.dialects.iptables.quoting import unquoted
from fwlint.dialects.iptables.rule import TEXTS, Meaning
from fwlint.dialects.iptables.target import Fate, fate_of_jump
from fwlint.model.box import WHOLE_SPACE, Box
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action

Known = tuple[Statement, Meaning | None]
"""What a line says, but for its options, and what its rule means, if it has one."""

Notes = tuple[tuple[str, str], ...]

_NETWORKS = "NETWORKS"
_ONE = {_NETWORKS: "NETWORK_ADDRESS"}
"""What a list must be that stands for one rule."""

_ARGUMENT = "BARE"
"""What a new destination is to the grammar."""

_REMEMBERED = 16_384
"""How many values of one kind are kept; most of a dump's ports and names come again."""


@dataclass(slots=True)
class Template:
    """A line with places for its values: the name of its chain, and those of `options`.

    `readers` read the values one by one, and the first makes a statement of the name. What the
    others read is a coordinate of the packets, a note, the chain to jump to, or the new destination
    among the options of `target`.
    """

    family: int
    meaning: Meaning | None
    readers: list[Callable[[str], Any]]
    coordinates: list[tuple[int, int]] = field(default_factory=list)
    texts: list[tuple[int, int]] = field(default_factory=list)
    chain: int = 0
    argument: int = 0
    target: list[Option] = field(default_factory=list)

    def bind(self, values: Sequence[str]) -> Known | None:
        """Return what a line with these values says, or None where only the grammar can tell."""
        try:
            read = list(map(call, self.readers, values))
        except ValueError:
            return None
        if self.meaning is None:
            return read[0], None
        parts, asked, fate, notes, complaints, silent, size, tests = self.meaning
        if self.coordinates:
            parts = tuple([(self._packets(old, read), conditions) for old, conditions in parts])
        if self.texts:
            notes = self._notes(notes, read)
        if self.chain:
            fate = fate._replace(chain=read[self.chain])
        if self.argument:
            fate, silent = self._rewrite(read[self.argument])
            if fate.conditions:
                return None
        return read[0], Meaning(parts, asked, fate, notes, complaints, silent, size, tests)

    def _packets(self, packets: PacketSet, read: Sequence[Any]) -> PacketSet:
        boxes = []
        for box in packets.boxes:
            sets: list[Any] = list(box)
            for slot, index in self.coordinates:
                sets[index] = read[slot]
            boxes.append(Box(*sets))
        return PacketSet(tuple(boxes))

    def _notes(self, notes: Notes, read: Sequence[str]) -> Notes:
        changed = list(notes)
        for slot, index in self.texts:
            changed[index] = changed[index][0], read[slot]
        return tuple(changed)

    def _rewrite(self, argument: Token) -> tuple[Fate, tuple[str, ...]]:
        options = [
            replace(one, tokens=(*one.tokens[:-1], argument))
            if one.value.type == _ARGUMENT
            else one
            for one in self.target
        ]
        return fate_of_jump(self.target_name, self.family, options), tuple(map(str, options))

    @property
    def target_name(self) -> str:
        """The target that has the new destination."""
        known = self.target[0].known
        return known.owner[1] if known and known.owner else ""


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
    template = Template(family, meaning, [_statement_reader(statement)])
    options = {option.value.start_pos: option for option in statement.options}
    for place in places:
        option = options.get(place)
        reader = _reader(template, option, statement.options) if option else None
        if reader is None:
            return None
        template.readers.append(reader)
    known = template.bind(values)
    return template if known == (statement._replace(options=[]), meaning) else None


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
        jumps = template.meaning and template.meaning.fate.action in (Action.JUMP, Action.GOTO)
        return _word_reader(option.value.type) if jumps else None
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
    return _set_reader(terminal, reader_of(option), coordinate, option.negated, template.family)


def _text(template: Template, option: Option, options: list[Option]) -> Callable[[str], Any]:
    texts = [one for one in options if one.kind in TEXTS]
    notes = template.meaning.notes if template.meaning else ()
    first = [label for label, _ in notes].index(TEXTS[texts[0].kind])
    index = first + [one is option for one in texts].index(True)
    template.texts.append((len(template.readers), index))
    return _text_reader(option.value.type)


def _argument(
    template: Template, option: Option, options: list[Option]
) -> Callable[[str], Any] | None:
    owner = option.known.owner if option.known else None
    if owner is None or owner[0] != "target" or option.value.type != _ARGUMENT:
        return None
    template.target = [
        one for one in options if one.known and one.known.owner == owner and one.kind not in TEXTS
    ]
    template.argument = len(template.readers)
    is_only_one = sum(one.value.type == _ARGUMENT for one in template.target) == 1
    return _word_reader(_ARGUMENT) if is_only_one else None


@cache
def _set_reader(
    terminal: str, read: Reader, coordinate: str, negated: bool, family: int
) -> Callable[[str], Any]:
    fits, everything = (
        _terminal(_ONE.get(terminal, terminal)),
        getattr(WHOLE_SPACE[family], coordinate),
    )
    if negated and coordinate.endswith("port"):
        fits = re.compile(r"(?!)").fullmatch

    @lru_cache(_REMEMBERED)
    def members(text: str) -> Any:
        said = read(text, family) if fits(text) else None
        if said is None:
            raise ValueError(text)
        if negated:
            said = everything - said
        if not said or said == everything:
            raise ValueError(text)
        return said

    if terminal == _NETWORKS and family == 4 and not negated:
        return partial(plain_network, members)
    return members


def _statement_reader(first: Statement) -> Callable[[str], Statement]:
    """Return what makes a statement like the `first`, without options, of the chain's name."""
    kind, words, _ = first
    word = _word_reader(words[0].type)

    def statement(name: str) -> Statement:
        return Statement(kind, [word(name), *words[1:]], [])

    return lru_cache(_REMEMBERED)(statement)


@cache
def _word_reader(terminal: str) -> Callable[[str], Token]:
    fits = _terminal(terminal)

    def word(text: str) -> Token:
        if not fits(text):
            raise ValueError(text)
        return Token(terminal, text)

    return lru_cache(_REMEMBERED)(word)


@cache
def _text_reader(terminal: str) -> Callable[[str], str]:
    fits = _terminal(terminal)

    def text_of(text: str) -> str:
        if not fits(text):
            raise ValueError(text)
        return unquoted(text)

    return text_of


@cache
def _terminal(name: str) -> Callable[[str], object]:
    """Return what tells whether a text is a whole terminal of the grammar."""
    terminals = load("iptables_save", "start", "head").terminals
    [pattern] = [one.pattern.to_regexp() for one in terminals if one.name == name]
    return re.compile(pattern).fullmatch
