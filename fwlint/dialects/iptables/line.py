"""One line of a dump, taken apart by the grammar."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from lark import Token, Tree
from lark.exceptions import UnexpectedInput

from fwlint.dialects.grammar import load
from fwlint.dialects.iptables.getopt import Getopt
from fwlint.dialects.iptables.option import Option
from fwlint.dialects.iptables.target import Fate, fate_of_jump
from fwlint.model.rule import Action

LIMIT = 10_240
"""The characters that iptables-restore reads of a line."""

_END = Token("$END", "", 0, 1, 1)


class Statement(NamedTuple):
    """A line understood: what it does, as its grammar rule is called, its words and its options."""

    kind: str
    words: list[Token]
    options: list[Option]


class Command(NamedTuple):
    """A line understood in part: the command, the chain it touches, if any, and what it may do."""

    name: str
    chain: str
    fate: Fate


def read_statement(text: str, family: int) -> Statement:
    """Return what a line says in a dump of that family.

    Raises lark's UnexpectedInput where the grammar refuses it, RefusedError for an option that may
    be several, and OtherFamilyError.
    """
    getopt = Getopt(family)
    session = load("iptables_save", "start", "head").parse_interactive(text, start="start")
    for token in session.iter_parse():  # which comes here before the parser sees it
        getopt.read(token)
    tree: Tree[Token] = session.feed_token(_END)
    if tree.data != "command":
        return Statement(str(tree.data), _tokens(tree), [])
    options = []
    for part in _subtrees(tree):
        if part.data == "verb":
            [verb] = _subtrees(part)
        else:
            options.append(_option(part, getopt))
    return Statement(str(verb.data), _tokens(verb)[1:], options)


def read_command(text: str, family: int) -> Command | None:
    """Return what can be made out of a line that was refused, or None if it is no command."""
    if len(text) > LIMIT:
        text = text[:LIMIT].rpartition(" ")[0]
    try:
        tree = load("iptables_save", "start", "head").parse(text, start="head")
    except UnexpectedInput:
        return None
    words = [word for word in _tokens(tree) if word.type != "FAMILY"]
    chain = words[1] if len(words) > 1 and not words[1].startswith("-") else ""
    return Command(words[0], chain, _fate(words, family))


def _option(tree: Tree[Token], getopt: Getopt) -> Option:
    tokens = tuple(_tokens(tree))
    known = next(filter(None, (getopt.words.get(token.start_pos or 0) for token in tokens)), None)
    return Option(str(tree.data), tokens, known)


def _fate(words: list[Token], family: int) -> Fate:
    for word, name in pairwise(words):
        if name.startswith("-"):
            continue
        if word.type == "JUMPING":
            return fate_of_jump(name, family)
        if word.type == "GOING":
            return Fate(Action.GOTO, name)
    return Fate(Action.UNKNOWN)


def _tokens(tree: Tree[Token]) -> list[Token]:
    return [child for child in tree.children if isinstance(child, Token)]


def _subtrees(tree: Tree[Token]) -> list[Tree[Token]]:
    return [child for child in tree.children if isinstance(child, Tree)]
