"""The way to the grammar: `grammars/windows_cells.lark` reads one cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fwlint.dialects.grammar import load

if TYPE_CHECKING:
    from lark import Token, Tree

REMEMBERED = 4096
"""How many texts a reader remembers: tables say the same few things thousands of times."""

_STARTS = (
    "enabled",
    "direction",
    "action",
    "override",
    "profiles",
    "protocol",
    "icmp",
    "ports",
    "addresses",
    "interface_types",
    "authentication",
    "encryption",
    "edge",
    "switch",
    "default_action",
)


def parse(start: str, text: str) -> Tree[Token]:
    """Return the tree of `text` by the start rule `start`; raises lark's UnexpectedInput."""
    return load("windows_cells", *_STARTS).parse(text, start=start)


def tokens(tree: Tree[Token]) -> list[Token]:
    """Return the tree's named tokens, in order."""
    return list(tree.scan_values(lambda _: True))


def kind(start: str, text: str) -> str:
    """Return the type of the one token that `text` is by the start rule `start`."""
    (token,) = tokens(parse(start, text))
    return token.type
