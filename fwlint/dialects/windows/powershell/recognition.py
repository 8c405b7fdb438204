"""In which shape PowerShell's rules come, told by the names of their properties alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum, auto

from fwlint.dialects.source import Source
from fwlint.dialects.windows.table.record import are_telling, column
from fwlint.dialects.windows.table.rows import Headers, headers


class Shape(Enum):
    """How an export is written that is no CSV."""

    JSON = auto()
    LIST = auto()


PROPERTY = re.compile(r"(?P<name>\w+) *: ?(?P<value>.*)")
"""A line of a list, as Format-List writes it."""

_MEMBER = re.compile(r'"(\w+)"\s*:\s*(?:["\d]|true|false|null)')
"""A member of a JSON object that may be a value; a schema has an object there."""
_DELIMITERS = ";,\t"


def shape(source: Source) -> Shape | Headers | None:
    """Return the shape of `source`, a CSV's headers, or None where it is none of these."""
    first = next((line.strip() for line in source.lines if line.strip()), "")
    if first.startswith(("{", "[")):
        members = (name for line in source.lines for name in _MEMBER.findall(line))
        return Shape.JSON if _tell(members) else None
    for delimiter in _DELIMITERS:
        head = headers(source, delimiter, quoted=True)
        if head and are_telling(set(map(column, head.names))):
            return head
    matches = map(PROPERTY.match, source.lines)
    return Shape.LIST if _tell(match["name"] for match in matches if match) else None


def _tell(names: Iterable[str]) -> bool:
    """Return whether among `names` there are those of rules or profiles; reads no further."""
    seen: set[str | None] = set()
    for name in map(column, names):
        if name not in seen:
            seen.add(name)
            if are_telling(seen):
                return True
    return False
