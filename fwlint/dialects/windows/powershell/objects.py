"""The objects of a JSON export, wherever in the document they are.

ConvertTo-Json writes a list of rules, or one; others put such lists in an object of their own, or
write an object a line. Each object is decoded by itself, so that its place is known.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate
from json import JSONDecodeError, JSONDecoder
from typing import Any

from fwlint.dialects.source import Source
from fwlint.dialects.windows.table.record import GIVEN_TWICE, Cell, Record, record
from fwlint.model.source import Span

_DEPTH = 4
"""How many lists and objects deep rules are looked for."""
_BLANK = re.compile(r"[ \t\r\n]*")
_BROKEN = "the JSON cannot be read from here on"


def read_objects(source: Source) -> Iterator[Record]:
    """Yield a record for each object with the properties of a rule or a profile.

    Where the document breaks off, or is nested beyond all bounds, the last record says so.
    """
    document = _Document(source)
    try:
        yield from document.records()
    except JSONDecodeError as error:
        yield Record(document.span(error.pos), {}, f"{_BROKEN}: {error.msg}")
    except (RecursionError, ValueError) as error:
        yield Record(document.span(document.position), {}, f"{_BROKEN}: {error}")


class _Document:
    """A text, and the position up to which it is read."""

    def __init__(self, source: Source) -> None:
        self.position = 0
        self._source = source
        self._text = "\n".join(source.lines)
        self._starts = [0, *accumulate(len(line) + 1 for line in source.lines)]
        self._decoder = JSONDecoder(object_pairs_hook=_without_repetition)

    def span(self, position: int) -> Span:
        """Return the place of a position in the text."""
        line = min(bisect(self._starts, position), len(self._source.lines))
        return self._source.span(line, position - self._starts[line - 1] + 1)

    def records(self) -> Iterator[Record]:
        """Yield the records of all values that the text holds, one after the other."""
        self._skip_blanks()
        while self.position < len(self._text):
            yield from self._value(_DEPTH)
            self._skip_blanks()

    def _value(self, depth: int) -> Iterator[Record]:
        if depth and self._text.startswith("[", self.position):
            yield from self._elements(depth)
            return
        span = self.span(self.position)
        try:
            value, end = self._decoder.raw_decode(self._text, self.position)
        except JSONDecodeError:
            if depth and self._text.startswith("{", self.position):
                yield from self._members(depth)  # up to where the object is broken
            raise
        found = _record(span, value) if isinstance(value, dict) else None
        if found:
            yield found
        elif depth and isinstance(value, dict):
            yield from self._members(depth)
        self.position = end

    def _elements(self, depth: int) -> Iterator[Record]:
        for _ in self._inside("]"):
            yield from self._value(depth - 1)

    def _members(self, depth: int) -> Iterator[Record]:
        for _ in self._inside("}"):
            _, self.position = self._decoder.raw_decode(self._text, self.position)
            self._skip_blanks()
            if not self._passes(":"):
                raise self._error("expected ':'")
            self._skip_blanks()
            yield from self._value(depth - 1)

    def _inside(self, closing: str) -> Iterator[None]:
        """Stop at each element of what begins here, and at last behind its end."""
        self.position += 1
        self._skip_blanks()
        while not self._passes(closing):
            yield
            self._skip_blanks()
            if not self._passes(",") and not self._text.startswith(closing, self.position):
                raise self._error(f"expected ',' or {closing!r}")
            self._skip_blanks()

    def _error(self, message: str) -> JSONDecodeError:
        return JSONDecodeError(message, self._text, self.position)

    def _passes(self, character: str) -> bool:
        found = self._text.startswith(character, self.position)
        self.position += found
        return found

    def _skip_blanks(self) -> None:
        blank = _BLANK.match(self._text, self.position)
        self.position = blank.end() if blank else self.position


def _record(span: Span, members: dict[str, Any]) -> Record | None:
    """Return the record of a rule or a profile, whose filters may be objects in it, or None."""
    every = dict(members)
    for inner in members.values():
        if isinstance(inner, dict):
            every = inner | every
    found = record(span, ((name, Cell(_text(value), span)) for name, value in every.items()))
    return found if found.is_rule or found.is_profile else None


def _text(value: object) -> str:
    """Return a member's value as one cell; a list of lists or of objects has no meaning here."""
    if isinstance(value, dict) and "value" in value:  # a list that PowerShell 5.1 has wrapped
        value = value["value"]
    if isinstance(value, list):
        return ",".join(_scalar(one) for one in value)
    return _scalar(value)


def _scalar(value: object) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, str | int | float) else "{…}"


def _without_repetition(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members: dict[str, object] = {}
    for name, value in pairs:
        members[name] = GIVEN_TWICE if name in members else value
    return members
