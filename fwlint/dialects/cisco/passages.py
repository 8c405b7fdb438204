"""The lines of a configuration that can matter to packets: the others are not even looked at.

A configuration is a row of blocks: a line that is not indented, and the lines below it that are,
or that belong to a section wherever they stand.
A block matters if one of its lines begins as those do that are read here; an interface's addresses
matter if something is bound to it. Of the others only the last before a block that matters is told,
because its lines end what stood before them. A banner is no block, whatever its lines look like:
behind it goes on what stood before it.
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

_FAMILY = r"(?:ip|ipv4|ipv6)[ \t]+(?:port[ \t]+)?"
_NAME = r"interface[ \t]+(?:preconfigure[ \t]+)?(?P<name>[A-Za-z][\w/.:-]*(?:[ \t]+\d[\d/.:]*)?)"

_WITHOUT_ADDRESSES = (
    r"permit\b|deny\b|sequence\b|evaluate\b|dynamic\b"
    r"|\d+[ \t]+(?:permit|deny|evaluate|dynamic)\b"
    r"|(?:(?:no|ip|ipv4|ipv6|mac|arp|ipx|ethernet-services|es-acl)[ \t]+)*access-list\b"
    r"|(?:Standard|Extended|Reflexive|IPv6|IP)[ \t][^\n]*access\b"
    rf"|{_FAMILY}(?:access-group|traffic-filter|access-class)\b"
    r"|access-class\b|object-group\b|vlan[ \t]+(?:access-map|filter)\b|hostname\b"
    r"|banner\b|aaa[ \t]+authentication\b|(?:vacant|refuse|busy)-message\b|menu\b|--More--"
)
_ADDRESS = r"(?P<address>(?:ip|ipv4|ipv6)[ \t]+address\b)"
_RELEVANT = {
    with_addresses: re.compile(rf"^[ \t]*(?:{pattern})", re.MULTILINE)
    for with_addresses, pattern in (
        (True, f"{_WITHOUT_ADDRESSES}|{_ADDRESS}"),
        (False, f"{_WITHOUT_ADDRESSES}|(?P<address>(?!))"),
    )
}
"""What a line of a block that matters begins with, where addresses may matter and where not."""

_BINDING = re.compile(
    rf"^[ \t]*(?:{_NAME}|{_FAMILY}(?:access-group|traffic-filter)\b"
    r"|(?P<banner>banner|aaa|vacant-message|refuse-message|busy-message|menu)\b)",
    re.MULTILINE,
)
_HEADER = re.compile(_NAME)


def lines_that_matter(source: Source) -> Iterator[int]:
    """Yield the numbers of the lines to read, in their order."""
    lines = source.lines
    text = "\n".join(lines)
    filtering = _filtering(text)
    relevant = _RELEVANT[filtering is None or bool(filtering)]
    line, place, unread = 1, 0, 1  # `line` stands at `place`, and `unread` is the next to decide on
    while match := relevant.search(text, place):
        line += text.count("\n", place, match.start())
        first = _beginning(lines, line, unread)
        if match["address"] and _is_of_another(lines[first - 1 : line], filtering):
            place = match.end()
            continue
        if first > unread:
            first = _beginning(lines, first - 1, unread)
        following = _BLOCK.search(text, match.end())
        place = following.start() if following else len(text)
        line += text.count("\n", match.start(), place)
        unread = line if following else len(lines) + 1
        yield from range(first, unread)


def _filtering(text: str) -> frozenset[str] | None:
    """Return the interfaces that something may be bound to, or None where any may be.

    A banner may hold lines that look like headers, so that the interface before it stays in doubt.
    """
    if "--More--" in text:
        return None
    if "access-group" not in text and "traffic-filter" not in text:
        return frozenset()
    name, before_banners, found = "", set(), set()
    for match in _BINDING.finditer(text):
        if match["banner"]:
            before_banners.add(name)
        elif match["name"]:
            name = "".join(match["name"].split())
        else:
            found.add(name)
    return frozenset(found | before_banners)


def _is_of_another(block: tuple[str, ...], filtering: frozenset[str] | None) -> bool:
    """Return whether an address, the last of these lines, is of an interface that filters nothing.

    `block` begins with the header that the address stands below, unless there is another one.
    """
    header = _HEADER.match(block[0])
    if filtering is None or header is None or "interface" in "\n".join(block[1:]):
        return False
    return "".join(header["name"].split()) not in filtering


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
