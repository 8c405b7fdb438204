"""VLAN access maps: which lists they use, and what becomes of the packets that these permit."""

from __future__ import annotations

from lark.exceptions import UnexpectedInput

from fwlint.dialects.cisco.access_map import MapEntry, MapFilter
from fwlint.dialects.cisco.configuration import Configuration
from fwlint.dialects.cisco.sections import OtherSection, Section, nowhere
from fwlint.dialects.cisco.statements import Statement
from fwlint.dialects.cisco.words import parse, words
from fwlint.dialects.grammar import refusal


class MapSection:
    """One entry of an access map."""

    def __init__(self, into: Configuration, entry: MapEntry, header: Statement) -> None:
        self._into = into
        self._entry = entry
        self._indent = header.indent

    def takes(self, statement: Statement) -> bool:
        """Take in what the entry matches and does."""
        if statement.first not in ("match", "action"):
            return statement.indent > self._indent
        try:
            line = parse(self._into.platform, "map_line", statement.text)
        except UnexpectedInput as error:
            problem = refusal(self._into.source, statement.line, error, "line of an access map")
            self._into.diagnostics.append(problem)
            self._entry.doubts.append(f"line {statement.line} is not understood")
            return True
        said = [str(word) for word in words(line)]
        if line.data == "map_action":
            self._entry.action = said[0]
        else:
            family = 4 if line.data == "match_ipv4" else 6
            self._entry.lists += [(family, name) for name in said]
        return True


def access_map(into: Configuration, statement: Statement) -> Section | None:
    """Open the section of `vlan access-map`, or take in `vlan filter`."""
    if not statement.text.split()[1:2] or statement.text.split()[1] not in ("access-map", "filter"):
        return None
    try:
        header = parse(into.platform, "section", statement.text)
    except UnexpectedInput as error:
        into.diagnostics.append(refusal(into.source, statement.line, error, "header"))
        return OtherSection(into, statement.text.strip(), statement.indent)
    name, number = [*map(str, words(header)), "10"][:2]
    if header.data == "map_filter":
        into.map_filters.append(MapFilter(name, number, into.span(statement)))
        return nowhere(into)
    entries = into.maps.setdefault(name, {})
    entry = entries.setdefault(int(number), MapEntry(into.span(statement), statement.text.strip()))
    return MapSection(into, entry, statement)
