"""The lines of a .reg file joined where a value goes on: bytes behind a backslash, and texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_INSIDE = r"(?:[^\"\\]++|\\.)*+"
"""What stands between quotes; possessive, because a text may be as long as the file."""
NAME = re.compile(rf"\s*(@|\"{_INSIDE}\")\s*=\s*")
"""A value's name as it is written, with what stands between it and the value."""
_OPEN_TEXT = re.compile(rf"{NAME.pattern}\"{_INSIDE}\\?")
_WITHOUT_QUOTE = re.compile(rf"{_INSIDE}\\?")
_END_OF_TEXT = re.compile(rf"{_INSIDE}\"\s*(?:;.*)?")
_OPEN_BYTES = re.compile(NAME.pattern + r"hex[^\\]*\\\s*", re.IGNORECASE)
_MORE_BYTES = re.compile(r"[\s0-9A-Fa-f,]*(?P<open>\\\s*)?(?:;.*)?")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with the number of its first line; `text` is all its lines."""

    line: int
    text: str


def read_statements(lines: tuple[str, ...]) -> Iterator[Statement]:
    """Yield the statements of a file; one that does not end is its first line alone."""
    index = 0
    while index < len(lines):
        line = lines[index]
        if not line:
            index += 1
            continue
        more: Iterable[str] = ()
        if '"' in line or "@" in line:
            if _OPEN_TEXT.fullmatch(line):
                more = _rest_of_text(lines, index + 1)
            elif _OPEN_BYTES.fullmatch(line):
                more = _rest_of_bytes(lines, index + 1)
        whole = [line, *more]
        yield Statement(index + 1, "\n".join(whole))
        index += len(whole)


def _rest_of_text(lines: tuple[str, ...], start: int) -> list[str]:
    """Return the lines up to the one in which a text ends, or none if it does not."""
    for index in range(start, len(lines)):
        if _END_OF_TEXT.fullmatch(lines[index]):
            return list(lines[start : index + 1])
        if not _WITHOUT_QUOTE.fullmatch(lines[index]):
            break
    return []


def _rest_of_bytes(lines: tuple[str, ...], start: int) -> list[str]:
    """Return the lines up to the first that does not end in a backslash, if all hold bytes."""
    for index in range(start, len(lines)):
        match = _MORE_BYTES.fullmatch(lines[index])
        if not match:
            break
        if not match["open"]:
            return list(lines[start : index + 1])
    return []
