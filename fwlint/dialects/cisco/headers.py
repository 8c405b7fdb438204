"""The lines that begin a section, as far as the platforms have them in common.

A cheap look at a line says whether it is one of these; what it says is the grammar's to read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lark.exceptions import UnexpectedInput

from fwlint.dialects.cisco.access_list import UNREAD, AccessList
from fwlint.dialects.cisco.configuration import Configuration
from fwlint.dialects.cisco.platform import Kind
from fwlint.dialects.cisco.sections import (
    GroupSection,
    InterfaceSection,
    ListSection,
    OtherSection,
    Section,
    TerminalSection,
    nowhere,
)
from fwlint.dialects.cisco.statements import Statement
from fwlint.dialects.cisco.words import parse, words
from fwlint.dialects.grammar import refusal

Opener = Callable[[Configuration, Statement], Section | None]
"""Returns the section that a statement opens, or None where it opens none that is known."""

Openers = Mapping[str, Opener]
"""What may open a section, by the statement's first word."""

_GROUP = re.compile(r"\s*object-group (?:network|service|port|v6-network|ip|ipv6)\s+\S")
_REMOVED = re.compile(
    r"\s*no (?P<family>ip |ipv4 |ipv6 )?access-list (?:standard |extended )?(?P<name>\S+)"
)


def interface(into: Configuration, statement: Statement) -> Section:
    """Open the section of an interface."""
    try:
        name = words(parse(into.platform, "section", statement.text))[0]
    except UnexpectedInput:  # `interface range`, say
        return OtherSection(into, statement.text.strip(), statement.indent)
    return InterfaceSection(into, into.interface("".join(name.split())), statement)


def access_list(into: Configuration, statement: Statement) -> Section:
    """Open the section of an access list, whose header the statement surely is."""
    try:
        header = parse(into.platform, "section", statement.text)
    except UnexpectedInput as error:
        into.incomplete = True
        into.diagnostics.append(refusal(into.source, statement.line, error, "header"))
        return unread(into, statement)
    return known(into, str(words(header)[0]), into.platform.kinds[header.data], statement)


def known(into: Configuration, name: str, kind: Kind, statement: Statement) -> Section:
    """Open the section of a list of a certain kind."""
    return ListSection(into, into.access_list(name, kind, statement), statement)


def unread(into: Configuration, statement: Statement) -> Section:
    """Open a list that makes no policy; its entries are not understood."""
    return ListSection(into, nameless(into, statement), statement)


def nameless(into: Configuration, statement: Statement) -> AccessList:
    """Return a new list for entries that are not understood."""
    into.unread.append(AccessList("", UNREAD, into.span(statement)))
    return into.unread[-1]


def group(into: Configuration, statement: Statement) -> Section | None:
    """Open the section of an object group; a member may begin with the same word."""
    if not _GROUP.match(statement.text):
        return None
    try:
        header = parse(into.platform, "section", statement.text)
    except UnexpectedInput as error:
        into.diagnostics.append(refusal(into.source, statement.line, error, "header"))
        return OtherSection(into, statement.text.strip(), statement.indent)
    found = into.group((str(header.data), str(words(header)[0])), statement)
    return GroupSection(into, found, statement)


def terminal(into: Configuration, statement: Statement) -> Section:
    """Open the section of terminal lines."""
    return TerminalSection(into, statement)


def removal(into: Configuration, statement: Statement) -> Section | None:
    """Note a list that is taken away again."""
    found = _REMOVED.match(statement.text)
    if not found:
        return None
    family = 6 if found["family"] == "ipv6 " else 4
    if was := into.lists.get((family, found["name"])):
        into.taken_away(was, statement)
    return nowhere(into)
