"""The way to the grammar: `grammars/windows_netsh_command.lark`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lark import Lark, Token, Tree

from fwlint.dialects.grammar import load

REMEMBERED = 4096
"""How many texts a reader remembers: scripts say the same few things thousands of times."""

_STARTS = (
    "batch",
    "batch_word",
    "batch_quoted",
    "netsh",
    "yes_no",
    "direction",
    "action",
    "profiles",
    "protocol",
    "ports",
    "addresses",
    "interface_types",
    "edge",
    "security",
    "state",
    "policy",
    "security_action",
    "transport",
    "mode",
    "scope",
    "old_profile",
)


def parse(start: str, text: str) -> Tree[Token]:
    """Return the tree of `text` by the start rule `start`; raises lark's UnexpectedInput."""
    return load("windows_netsh_command", *_STARTS).parse(text, start=start)


def tokens(tree: Tree[Token]) -> list[Token]:
    """Return the tree's named tokens, in order."""
    return list(tree.scan_values(lambda _: True))


def batch_tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a batch file; any text is one."""
    grammar = load("windows_netsh_command", *_STARTS)
    return cut(grammar, "batch", text)


def cut(grammar: Lark, start: str, text: str) -> Iterator[Token]:
    """Yield the tokens of `text` that can begin what `start` stands for, one after the other."""
    parser: Any = grammar.parse_interactive(text, start=start)  # lark has no types for lex()
    tokens: Iterator[Token] = parser.lexer_thread.lex(parser.parser_state)
    return tokens


@lru_cache(maxsize=REMEMBERED)
def pieces(start: str, text: str) -> tuple[tuple[str, str], ...]:
    """Return what a word consists of by `batch_word` or `batch_quoted`: types and texts."""
    return tuple((token.type, str(token)) for token in tokens(parse(start, text)))
