"""Where a configuration uses its lists and groups, as filters or for anything else.

A device uses access lists in many commands, and more with each release: for routing, translation,
encryption, quality of service, management. So a name counts as used wherever it stands as a word
of its own, but in the lines that define it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fwlint.dialects.cisco.interface import Binding

if TYPE_CHECKING:
    from fwlint.dialects.cisco.configuration import Configuration

_DEFINITION = re.compile(
    r"\s*(?:!|(?:no\s+)?(?:(?:ip|ipv4|ipv6)\s+)?access-list\s|object-group\s+\S+\s+\S+"
    r"|(?:\d+\s+)?remark\s|description\s)"
)


def bindings(configuration: Configuration) -> list[Binding]:
    """Return everything that filters by a list: interfaces and terminal lines."""
    found = [one for it in configuration.interfaces.values() for one in it.bindings.values()]
    return found + [one for line in configuration.terminals.values() for one in line.bindings]


def words_in_use(configuration: Configuration) -> set[str]:
    """Return the words of all commands but those that define lists, groups or their members."""
    entries = {
        statement.line
        for written in (*configuration.lists.values(), *configuration.unread)
        for statement in written.entries
    }
    words: set[str] = set()
    for number, line in enumerate(configuration.source.lines, 1):
        if number not in entries and not _DEFINITION.match(line):
            words.update(line.split())
    return words


def groups_in_use(configuration: Configuration) -> set[str]:
    """Return the words that may name a group: those of entries, members and other commands."""
    entries = (one for written in configuration.lists.values() for one in written.entries)
    members = (one for group in configuration.groups.values() for one in group.members)
    words = words_in_use(configuration)
    for statement in (*entries, *members):
        if "group" in statement.text:
            words.update(statement.text.split())
    return words
