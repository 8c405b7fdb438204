"""Where a configuration uses its lists and groups, as filters or for anything else.

A device uses access lists in many commands, and more with each release: for routing, translation,
encryption, quality of service, management. So a name counts as used wherever it stands as a word
of its own, but in the lines that define it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fwlint.dialects.cisco.inventory import Inventory
from fwlint.dialects.cisco.statements import Statement

_DEFINITION = re.compile(
    r"\s*(?:!|(?:no\s+)?(?:(?:ip|ipv4|ipv6)\s+)?access-list\s|object(?:-group)?\s+\S+\s+\S+"
    r"|(?:\d+\s+)?remark\s|description\s)"
)


def words_in_use(inventory: Inventory) -> set[str]:
    """Return the words of all commands but those that define lists, groups or their members."""
    entries = {statement.line for statement in inventory.entries()}
    words: set[str] = set()
    for number, line in enumerate(inventory.source.lines, 1):
        if number not in entries and not _DEFINITION.match(line):
            words.update(line.split())
    return words


def groups_in_use(inventory: Inventory) -> set[str]:
    """Return the words that may name a group: those of entries, members and other commands."""
    words = words_in_use(inventory)
    for statement in _naming(inventory):
        if "group" in statement.text or "object" in statement.text:
            words.update(statement.text.split())
    return words


def _naming(inventory: Inventory) -> Iterator[Statement]:
    yield from inventory.entries()
    yield from inventory.members()
