"""What reads the values of lines: for each place of a value a function, which remembers some.

It reads the values of many lines that are alike. One that the grammar would not take at its place,
or that changes more than one thing there, is a ValueError.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any

from lark import Token

from fwlint.dialects.grammar import load
from fwlint.dialects.iptables.address import plain_networks
from fwlint.dialects.iptables.meaning import Reader
from fwlint.dialects.iptables.option import Option
from fwlint.dialects.iptables.quoting import unquoted
from fwlint.dialects.iptables.rewrite import TO_A_DESTINATION, plain_destinations
from fwlint.dialects.iptables.target import Fate, fate_of_jump
from fwlint.model.box import WHOLE_SPACE
from fwlint.model.rule import Rewrite

ARGUMENT = "BARE"
"""What a new destination is to the grammar."""

_NETWORKS = "NETWORKS"
_ONE = {_NETWORKS: "NETWORK_ADDRESS"}
"""What a list must be that stands for one rule."""

_REMEMBERED = 16_384
"""How many values of one kind are kept; most of a dump's ports and names come again."""


Reading = Callable[[Sequence[str]], Sequence[Any]]
"""What reads values that stand at one place, each in a line of its own."""


@cache
def set_reader(terminal: str, read: Reader, coordinate: str, negated: bool, family: int) -> Reading:
    """Return what reads sets of some coordinate that are neither empty nor everything."""
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
        return _at_once(plain_networks, members)
    return _each(members)


def rewrite_reader(target: str, options: Sequence[Option], fate: Fate, family: int) -> Reading:
    """Return what tells by the new destinations among the `options` of a target what it rewrites.

    Whatever else the target does must be the same as by `fate`, in the first line.
    """
    word = word_reader(ARGUMENT)
    [index] = [index for index, one in enumerate(options) if one.value.type == ARGUMENT]
    place = options[index]

    def rewrite(text: str) -> Rewrite | None:
        bound = list(options)
        bound[index] = Option(place.kind, (*place.tokens[:-1], Token(ARGUMENT, text)), place.known)
        told = fate_of_jump(target, family, bound)
        if told._replace(rewrite=fate.rewrite) != fate or bool(told.rewrite) != bool(fate.rewrite):
            raise ValueError(text)
        return told.rewrite

    plain = fate.rewrite and target == TO_A_DESTINATION and family == 4
    read = _at_once(plain_destinations, rewrite) if plain else _each(rewrite)
    return lambda texts: read(word(texts))


def text_reader(texts: Sequence[str]) -> Sequence[str]:
    """Return what the texts say, which may be in quotes."""
    return [text[1:-1] if text[0] == '"' and "\\" not in text else unquoted(text) for text in texts]


def word_reader(terminal: str) -> Reading:
    """Return what reads words of that kind, such as the names of chains."""
    fits = _terminal(terminal)

    def words(texts: Sequence[str]) -> Sequence[str]:
        if not all(map(fits, set(texts))):
            raise ValueError(texts)
        return texts

    return words


def _each(read: Callable[[str], Any]) -> Reading:
    return lambda texts: list(map(read, texts))


def _at_once(plain: Reading, otherwise: Callable[[str], Any]) -> Reading:
    """Return what reads values by `plain`, and `otherwise` those that it refuses."""

    def read(texts: Sequence[str]) -> Sequence[Any]:
        try:
            return plain(texts)
        except ValueError:
            if len(texts) == 1:
                return [otherwise(texts[0])]
            return [said for text in texts for said in read([text])]

    return read


@cache
def _terminal(name: str) -> Callable[[str], object]:
    """Return what tells whether a text is a whole terminal of the grammar."""
    terminals = load("iptables_save", "start", "head").terminals
    [pattern] = [one.pattern.to_regexp() for one in terminals if one.name == name]
    return re.compile(pattern).fullmatch
