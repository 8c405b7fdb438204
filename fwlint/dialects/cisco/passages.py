"""The lines of a configuration that can matter to packets: the others are not even looked at.

A configuration is a row of blocks: a line that is not indented, and the lines below it that are,
or that belong to a section wherever they stand.
A block matters if one of its lines begins as those do that are read here; an interface's addresses
matter if something is bound to it. Of the others only the last before a block that matters is told,
because its lines end what stood before them. A banner is no block, whatever its lines look like:
behind it goes on what stood before it.

Each pattern begins with the end of the line before, which is found much faster than a place without
width; so a text begins with one, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fwlint.dialects.source import Source

_BLOCK = re.compile(
    r"\n(?!(?:permit|deny|sequence|evaluate|dynamic|remark|no|description|statistics|match|action"
    r"|transport|host|any|range|group-object|eq|neq|lt|gt|tcp|udp|tcp-udp|icmp|access-class)\b|\d"
    r"|(?:ip|ipv4|ipv6)[ \t]+"
    r"(?:address|(?:port[ \t]+)?(?:access-group|traffic-filter|access-class))\b)"
    r"[^\s!]"
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
_ADDRESS = r"(?P<address>(?:ip|ipv4|ipv6)[ \t]+address\b[^\n]*)"
_RELEVANT = {
    with_addresses: re.compile(rf"\n[ \t]*(?:{pattern})")
    for with_addresses, pattern in (
        (True, f"{_WITHOUT_ADDRESSES}|{_ADDRESS}"),
        (False, f"{_WITHOUT_ADDRESSES}|(?P<address>(?!))"),
    )
}
"""What a line of a block that matters begins with, where addresses may matter and where not."""

_BINDING = re.compile(
    rf"\n[ \t]*(?:{_FAMILY}(?:access-group|traffic-filter)\b"
    r"|(?P<banner>banner|aaa|vacant-message|refuse-message|busy-message|menu)\b)"
)
_HEADER = re.compile(rf"\n[ \t]*{_NAME}")


def lines_that_matter(source: Source) -> Iterator[int]:
    """Yield the numbers of the lines to read, in their order."""
    lines = source.lines
    text = "\n".join(("", *lines))
    filtering = _filtering(text)
    relevant = _RELEVANT[filtering is None or bool(filtering)]
    addresses = _Addresses(text, filtering)
    line, place, unread = 0, 0, 1  # `line` began last before `place`; `unread` is to be decided on
    while match := relevant.search(text, place):
        line += text.count("\n", place, match.start() + 1)
        if match["address"] and addresses.filters_nothing(match):
            place = match.end()
            continue
        first = _beginning(lines, line, unread)
        if first > unread:
            first = _beginning(lines, first - 1, unread)
        following = _BLOCK.search(text, match.end())
        place = following.start() if following else len(text)
        line += text.count("\n", match.start() + 1, place)
        unread = line + 1
        yield from range(first, unread)


def _filtering(text: str) -> frozenset[str] | None:
    """Return the interfaces that something may be bound to, or None where any may be.

    A banner may hold lines that look like headers, so that the interface before it stays in doubt.
    """
    if "--More--" in text:
        return None
    if "access-group" not in text and "traffic-filter" not in text:
        return frozenset()
    name, looked, found = "", 0, set()
    for match in _BINDING.finditer(text):
        header = _last_header(text, looked, match.start())
        name = _name(header) if header else name
        looked = match.start()
        found.add(name)
    return frozenset(found)


def _last_header(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the last header of an interface that stands between two places."""
    while (end := text.rfind("interface", start, end)) >= 0:
        if header := _HEADER.match(text, text.rfind("\n", 0, end)):
            return header
    return None


def _name(header: re.Match[str]) -> str:
    return "".join(header["name"].split())


@dataclass(slots=True)
class _Addresses:
    """Tells of addresses, asked for in their order, whether their interface filters nothing.

    `_idle` is whether the last one's did, which was looked at as far as `_looked`.
    """

    text: str
    filtering: frozenset[str] | None
    _looked: int = 0
    _idle: bool = False

    def filters_nothing(self, address: re.Match[str]) -> bool:
        """Return whether nothing can be bound to the interface whose block holds an address.

        In doubt something can: the block must begin with the last header before the address.
        """
        if self.filtering is None:
            return False
        text, looked, start = self.text, self._looked, address.start()
        begun = text.rfind("\ninterface", looked, start)
        if begun >= 0:
            header = _HEADER.match(text, begun)
            self._idle = header is not None and _name(header) not in self.filtering
            looked = header.end() if header else start
        self._looked = address.end()
        if "interface" in text[looked : self._looked] or _BLOCK.search(text, looked, start):
            self._idle = False
        return self._idle


def rest_of_block(source: Source, line: int) -> Iterator[int]:
    """Yield the numbers of the lines from `line` on that go on with a block, and begin none."""
    for number in range(line, len(source.lines) + 1):
        if _begins_block(source.lines[number - 1]):
            return
        yield number


def _beginning(lines: tuple[str, ...], line: int, lowest: int) -> int:
    """Return where the block of a line begins, but not before `lowest`."""
    while line > lowest and not _begins_block(lines[line - 1]):
        line -= 1
    return line


def _begins_block(line: str) -> bool:
    return _BLOCK.match("\n" + line) is not None
