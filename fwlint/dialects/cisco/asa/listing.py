"""Lines of access lists, each sent to its list."""

from __future__ import annotations

import re

from fwlint.dialects.cisco.asa.configuration import Configuration
from fwlint.dialects.cisco.statements import Statement

_LIST = re.compile(
    r"\s*(?P<ipv6>ipv6\s+)?access-list\s+(?P<name>[^\s;]+)"
    r"(?:;\s*(?P<elements>\d{1,9}) elements|\s+(?:line\s+\d+\s+)?(?P<first>\S+))?"
)
_SETTINGS = frozenset(("alert-interval", "cached", "compiled", "deny-flow-max", "mode"))
"""What may stand in the place of a list's name, and is none."""
_STARTS = {"standard": "standard_entry", "webtype": "", "ethertype": ""}
_REMOVED = re.compile(
    r"\s*(?P<all>clear\s+configure|no)\s+(?:ipv6\s+)?access-list\s+(?P<name>\S+)(?P<entry>\s+\S)?"
)


def access_list(into: Configuration, statement: Statement) -> None:
    """Put an entry or a remark into its list; of lists that filter no IP packets, the name."""
    found = _LIST.match(statement.text)
    if not found or found["name"] in _SETTINGS:
        return
    name, first = found["name"], found["first"]
    start = "ipv6_entry" if found["ipv6"] else _STARTS.get(first or "", "entry")
    if not start:
        into.unread.add(name)
        return
    if found["elements"]:
        into.access_list(name, "", statement).elements = int(found["elements"])
    elif first is None:
        into.misses(statement, "this line of an access list says nothing", "is this of ASA?")
        _doubt_nearest(into, statement)
    elif first == "remark":
        into.access_list(name, "", statement).lines.append(statement)
    else:
        _entry(into, name, start, statement)


def _entry(into: Configuration, name: str, start: str, statement: Statement) -> None:
    written = into.access_list(name, start, statement)
    written.start = written.start or start
    written.lines.append(statement)


def stray_entry(into: Configuration, statement: Statement) -> None:
    """Note an entry that names no list, as other Cisco devices write them."""
    into.misses(statement, "this entry belongs to no access list", "ASA names it in each entry")
    _doubt_nearest(into, statement)


def _doubt_nearest(into: Configuration, statement: Statement) -> None:
    if into.lists:
        nearest = next(reversed(into.lists.values()))
        why = f"line {statement.line} may belong to list {nearest.name}"
        nearest.doubt(into.span(statement), statement.text.strip(), why)


def removal(into: Configuration, statement: Statement) -> None:
    """Take away a list that is cleared; note where a single entry is taken out of one."""
    found = _REMOVED.match(statement.text)
    if not found or found["name"] not in into.lists:
        return
    if not found["entry"]:
        del into.lists[found["name"]]
        return
    written = into.lists[found["name"]]
    why = f"line {statement.line} takes something away from list {written.name}"
    written.doubt(into.span(statement), statement.text.strip(), why)
    into.misses(statement, why, "an export has no such line")
