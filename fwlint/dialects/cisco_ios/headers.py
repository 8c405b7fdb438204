"""The lines that begin a section, and the commands that stand alone.

A cheap look at a line says whether it is one of these; what it says is the grammar's to read.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lark.exceptions import UnexpectedInput

from fwlint.dialects.cisco_ios.access_list import (
    EXTENDED,
    IPV6,
    STANDARD,
    UNREAD,
    AccessList,
    Kind,
    kind_of_number,
)
from fwlint.dialects.cisco_ios.configuration import Configuration
from fwlint.dialects.cisco_ios.sections import (
    InterfaceSection,
    ListSection,
    OtherSection,
    Section,
    nowhere,
    parse,
)
from fwlint.dialects.cisco_ios.statements import Statement
from fwlint.dialects.cisco_ios.words import words
from fwlint.dialects.grammar import refusal

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
_NUMBERED = re.compile(r"\s*access-list\s+(?P<name>\S+)(?:\s+(?P<verb>\S+))?")
_REMOVED = re.compile(
    r"\s*no (?P<family>ip |ipv6 )?access-list (?:standard |extended )?(?P<name>\S+)"
)
_KINDS = {"standard_list": STANDARD, "extended_list": EXTENDED, "ipv6_list": IPV6}


def opened(into: Configuration, statement: Statement) -> Section | None:
    """Return the section that `statement` opens, or None where it opens none that is known."""
    opener = _OPENERS.get(statement.first)
    return opener(into, statement) if opener else None


def _interface(into: Configuration, statement: Statement) -> Section:
    into.has_interfaces = True
    try:
        name = words(parse(statement, "section"))[0]
    except UnexpectedInput:  # `interface range`, say
        return OtherSection(into, statement.text.strip(), statement.indent)
    return InterfaceSection(into, into.interface("".join(name.split())), statement)


def _list(into: Configuration, statement: Statement) -> Section | None:
    if _NO_IP_LIST.match(statement.text):
        return _unread(into, statement)
    if not _LIST.match(statement.text):
        found = _IP_LIST_OF_NO_KIND.match(statement.text)
        return _known(into, found["name"], UNREAD, statement) if found else None
    try:
        header = parse(statement, "section")
    except UnexpectedInput as error:
        into.incomplete = True
        into.diagnostics.append(refusal(into.source, statement.line, error, "header"))
        return _unread(into, statement)
    return _known(into, str(words(header)[0]), _KINDS[header.data], statement)


def _known(into: Configuration, name: str, kind: Kind, statement: Statement) -> Section:
    return ListSection(into, into.access_list(name, kind, statement), statement)


def _unread(into: Configuration, statement: Statement) -> Section:
    """Open a list that makes no policy; its entries are not understood."""
    return ListSection(into, _nameless(into, statement), statement)


def _nameless(into: Configuration, statement: Statement) -> AccessList:
    return AccessList("", UNREAD, into.span(statement))


def _numbered(into: Configuration, statement: Statement) -> Section | None:
    found = _NUMBERED.match(statement.text)
    if not found:
        return None
    name = found["name"]
    if name[0].isdecimal():
        kind = kind_of_number(name)
        known = kind is not UNREAD
        here = into.access_list(name, kind, statement) if known else _nameless(into, statement)
        if found["verb"] not in ("remark", "rate-limit"):
            into.add_entry(here, statement)
    elif re.search(r"\s(?:permit|deny)\s", statement.text):
        into.misses(statement, "such a list has a number and no name", "is this IOS?")
    return nowhere(into)


def _removal(into: Configuration, statement: Statement) -> Section | None:
    found = _REMOVED.match(statement.text)
    if not found:
        return None
    family = 6 if found["family"] == "ipv6 " else 4
    if known := into.lists.get((family, found["name"])):
        into.taken_away(known, statement)
    return nowhere(into)


_OPENERS: dict[str, Callable[[Configuration, Statement], Section | None]] = {
    "interface": _interface,
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
    "no": _removal,
}
