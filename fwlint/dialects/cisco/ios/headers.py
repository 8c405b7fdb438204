"""The lines of Cisco IOS that begin a section, and the commands that stand alone."""

from __future__ import annotations

import re

from fwlint.dialects.cisco import headers
from fwlint.dialects.cisco.access_list import UNREAD
from fwlint.dialects.cisco.configuration import Configuration
from fwlint.dialects.cisco.ios.platform import EXTENDED, STANDARD
from fwlint.dialects.cisco.map_section import access_map
from fwlint.dialects.cisco.platform import Kind
from fwlint.dialects.cisco.sections import Section, nowhere
from fwlint.dialects.cisco.statements import Statement

_LIST = re.compile(
    r"\s*(?:ip access-list (?:standard|extended)|ipv6 access-list(?! log-update| role-based)"
    r"|(?:Standard|Extended) IP access list|IPv6 access list)(?!\S)"
)
_IP_LIST_OF_NO_KIND = re.compile(
    r"\s*ip access-list (?:role-based |fqdn )?(?!persistent)(?P<name>\S+)\s*$"
)
_NO_IP_LIST = re.compile(
    r"\s*(?:(?:mac|arp|ipx) access-list|Reflexive IP access list|\S+ MAC access)"
)
_NUMBERED = re.compile(r"\s*access-list\s+(?P<name>\S+)(?:\s+(?P<verb>\S+)(?P<rest>.*))?")
_NUMBERS = (
    (1, 99, STANDARD),
    (100, 199, EXTENDED),
    (1300, 1999, STANDARD),
    (2000, 2699, EXTENDED),
)


def kind_of_number(name: str) -> Kind:
    """Return the kind of list that a number stands for, by Cisco's ranges."""
    number = int(name) if re.fullmatch(r"[0-9]{1,4}", name) else 0
    return next((kind for low, high, kind in _NUMBERS if low <= number <= high), UNREAD)


def _list(into: Configuration, statement: Statement) -> Section | None:
    if _NO_IP_LIST.match(statement.text):
        return headers.unread(into, statement)
    if not _LIST.match(statement.text):
        found = _IP_LIST_OF_NO_KIND.match(statement.text)
        return headers.known(into, found["name"], UNREAD, statement) if found else None
    return headers.access_list(into, statement)


def _numbered(into: Configuration, statement: Statement) -> Section | None:
    found = _NUMBERED.match(statement.text)
    if not found:
        return None
    name = found["name"]
    if name[0].isdecimal():
        kind = kind_of_number(name)
        unread = kind is UNREAD
        here = (
            headers.nameless(into, statement) if unread else into.access_list(name, kind, statement)
        )
        if found["verb"] == "remark":
            here.remark((found["rest"] or "").strip())
        elif found["verb"] != "rate-limit":
            here.add(statement)
    elif re.search(r"\s(?:permit|deny)\s", statement.text):
        into.misses(statement, "such a list has a number and no name", "is this IOS?")
    return nowhere(into)


OPENERS: headers.Openers = {
    "interface": headers.interface,
    "line": headers.terminal,
    "object-group": headers.group,
    "vlan": access_map,
    "ip": _list,
    "ipv6": _list,
    "Standard": _list,
    "Extended": _list,
    "IPv6": _list,
    "Reflexive": _list,
    "mac": _list,
    "arp": _list,
    "ipx": _list,
    "access-list": _numbered,
    "no": headers.removal,
}
