"""One line of a dump, taken apart by the grammar."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from lark import Token, Tree
from lark.exceptions import UnexpectedInput

from fwlint.dialects.grammar import load
from fwlint.dialects.iptables.option import Option
from fwlint.dialects.iptables.target import Fate, fate_of_jump
from fwlint.model.rule import Action

LIMIT = 10_240
"""The characters that iptables-restore reads of a line."""


class Statement(NamedTuple):
    """A line understood: the grammar rule it is, its words and its options."""

    kind: str
    words: list[Token]
    options: list[Option]


class Command(NamedTuple):
    """A line understood in part: the command, the chain it touches, if any, and what it may do."""

    name: str
    chain: str
    fate: Fate


def read_statement(text: str) -> Statement:
    """Return what a line says. Raises lark's UnexpectedInput where the grammar refuses it."""
    tree: Tree[Token] = load("iptables_save", "start", "head").parse(text, start="start")
    words = [child for child in tree.children if isinstance(child, Token)]
    options = [
        Option(str(child.data), [word for word in child.children if isinstance(word, Token)])
        for child in tree.children
        if isinstance(child, Tree)
    ]
    return Statement(str(tree.data), words, options)


def read_command(text: str) -> Command | None:
    """Return what can be made out of a line that was refused, or None if it is no command."""
    if len(text) > LIMIT:
        text = text[:LIMIT].rpartition(" ")[0]
    try:
        tree = load("iptables_save", "start", "head").parse(text, start="head")
    except UnexpectedInput:
        return None
    words = [word for word in tree.children if isinstance(word, Token)]
    words = [word for word in words if word.type not in ("IPV4", "IPV6")]
    chain = words[1] if len(words) > 1 and not words[1].startswith("-") else ""
    return Command(words[0], chain, _fate(words))


def _fate(words: list[Token]) -> Fate:
    for word, name in pairwise(words):
        if name.startswith("-"):
            continue
        if word.type == "JUMP":
            return fate_of_jump(name)
        if word.type == "GOTO":
            return Fate(Action.GOTO, name)
    return Fate(Action.UNKNOWN)
