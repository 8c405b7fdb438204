"""The lines of a configuration that can matter to packets: the others are not even looked at.

A configuration is a row of blocks: a line that is not indented, and the lines below it that are,
or that belong to a section wherever they stand.
A block matters if one of its lines begins as those do that are read here. Of the others only the
last before a block that matters is told, because its lines end what stood before them. A banner is
no block, whatever its lines look like: behind it goes on what stood before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fwlint.dialects.source import Source

_BLOCK = re.compile(
    r"^(?!(?:permit|deny|sequence|evaluate|dynamic|remark|no|description|statistics|match|action"
    r"|transport|host|any|range|group-object|eq|neq|lt|gt|tcp|udp|tcp-udp|icmp|access-class)\b|\d"
    r"|(?:ip|ipv4|ipv6)[ \t]+"
    r"(?:address|(?:port[ \t]+)?(?:access-group|traffic-filter|access-class))\b)"
    r"[^\s!]",
    re.MULTILINE,
)
"""Where a block begins; what some section takes at any depth begins none."""

_RELEVANT = re.compile(
    r"^[ \t]*(?:"
    r"permit\b|deny\b|sequence\b|evaluate\b|dynamic\b|\d+[ \t]+(?:permit|deny|evaluate|dynamic)\b"
    r"|(?:(?:no|ip|ipv4|ipv6|mac|arp|ipx|ethernet-services|es-acl)[ \t]+)*access-list\b"
    r"|(?:Standard|Extended|Reflexive|IPv6|IP)[ \t][^\n]*access\b"
    r"|(?:ip|ipv4|ipv6)[ \t]+(?:address"
    r"|(?:port[ \t]+)?(?:access-group|traffic-filter|access-class))\b"
    r"|access-class\b|object-group\b|vlan[ \t]+(?:access-map|filter)\b|hostname\b"
    r"|banner\b|aaa[ \t]+authentication\b|(?:vacant|refuse|busy)-message\b|menu\b|--More--"
    r")",
    re.MULTILINE,
)


def lines_that_matter(source: Source) -> Iterator[int]:
    """Yield the numbers of the lines to read, in their order."""
    lines = source.lines
    text = "\n".join(lines)
    line, place, unread = 1, 0, 1  # `line` stands at `place`, and `unread` is the next to decide on
    while match := _RELEVANT.search(text, place):
        line += text.count("\n", place, match.start())
        first = _beginning(lines, line, unread)
        if first > unread:
            first = _beginning(lines, first - 1, unread)
        following = _BLOCK.search(text, match.end())
        place = following.start() if following else len(text)
        line += text.count("\n", match.start(), place)
        unread = line if following else len(lines) + 1
        yield from range(first, unread)


def rest_of_block(source: Source, line: int) -> Iterator[int]:
    """Yield the numbers of the lines from `line` on that go on with a block, and begin none."""
    for number in range(line, len(source.lines) + 1):
        if _BLOCK.match(source.lines[number - 1]):
            return
        yield number


def _beginning(lines: tuple[str, ...], line: int, lowest: int) -> int:
    """Return where the block of a line begins, but not before `lowest`."""
    while line > lowest and not _BLOCK.match(lines[line - 1]):
        line -= 1
    return line
