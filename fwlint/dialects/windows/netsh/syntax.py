"""The way to the grammar: `grammars/windows_netsh.lark` reads one line, or the value in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fwlint.dialects.grammar import load

if TYPE_CHECKING:
    from lark import Token, Tree

REMEMBERED = 4096
"""How many texts a reader remembers: listings say the same few things thousands of times."""

_STARTS = (
    "line",
    "setting",
    "state",
    "firewall_policy",
    "local_rules",
    "enabled",
    "direction",
    "action",
    "profiles",
    "edge",
    "security",
    "source",
    "interface_types",
    "protocol",
    "icmp",
    "ports",
    "addresses",
    "security_action",
    "mode",
)


def parse(start: str, text: str) -> Tree[Token]:
    """Return the tree of `text` by the start rule `start`; raises lark's UnexpectedInput."""
    return load("windows_netsh", *_STARTS).parse(text, start=start)


def words(tree: Tree[Token]) -> list[str]:
    """Return the tree's named tokens, in order."""
    return [str(token) for token in tree.scan_values(lambda _: True)]
