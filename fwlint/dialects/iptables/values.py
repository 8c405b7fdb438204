"""What reads the values of lines: for each place of a value a function, which remembers some.

A value that the grammar would not take at its place, or that changes more than one thing there, is
a ValueError.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache, partial
from typing import Any

from lark import Token

from fwlint.dialects.grammar import load
from fwlint.dialects.iptables.address import plain_network
from fwlint.dialects.iptables.line import Statement
from fwlint.dialects.iptables.meaning import Reader
from fwlint.dialects.iptables.option import Option
from fwlint.dialects.iptables.target import Fate, fate_of_jump
from fwlint.model.box import WHOLE_SPACE

ARGUMENT = "BARE"
"""What a new destination is to the grammar."""

_NETWORKS = "NETWORKS"
_ONE = {_NETWORKS: "NETWORK_ADDRESS"}
"""What a list must be that stands for one rule."""

_REMEMBERED = 16_384
"""How many values of one kind are kept; most of a dump's ports and names come again."""


@cache
def set_reader(
    terminal: str, read: Reader, coordinate: str, negated: bool, family: int
) -> Callable[[str], Any]:
    """Return what reads a set of some coordinate that is neither empty nor everything."""
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


def argument_reader(
    target: str, options: Sequence[Option], family: int
) -> Callable[[str], tuple[Fate, tuple[str, ...]]]:
    """Return what reads the new destination among the `options` of a target.

    It tells what the target then does, and its options.
    """
    word, spelled = word_reader(ARGUMENT), tuple(map(str, options))
    [index] = [index for index, one in enumerate(options) if one.value.type == ARGUMENT]
    place = options[index]
    head = spelled[index].removesuffix(str(place.value))

    def fate(text: str) -> tuple[Fate, tuple[str, ...]]:
        bound = list(options)
        bound[index] = Option(place.kind, (*place.tokens[:-1], word(text)), place.known)
        told = fate_of_jump(target, family, bound)
        if told.conditions:
            raise ValueError(text)
        return told, (*spelled[:index], head + text, *spelled[index + 1 :])

    return fate


def statement_reader(first: Statement) -> Callable[[str], Statement]:
    """Return what makes a statement like the `first`, without options, of the chain's name."""
    kind, words, _ = first
    word = word_reader(words[0].type)

    def statement(name: str) -> Statement:
        return Statement(kind, [word(name), *words[1:]], [])

    return lru_cache(_REMEMBERED)(statement)


@cache
def word_reader(terminal: str) -> Callable[[str], Token]:
    """Return what makes a token of that kind, such as the name of a chain."""
    fits = _terminal(terminal)

    def word(text: str) -> Token:
        if not fits(text):
            raise ValueError(text)
        return Token(terminal, text)

    return lru_cache(_REMEMBERED)(word)


@cache
def _terminal(name: str) -> Callable[[str], object]:
    """Return what tells whether a text is a whole terminal of the grammar."""
    terminals = load("iptables_save", "start", "head").terminals
    [pattern] = [one.pattern.to_regexp() for one in terminals if one.name == name]
    return re.compile(pattern).fullmatch
