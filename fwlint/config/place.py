"""Where in a TOML text a key stands: the parser does not say, and a person needs to know."""

from __future__ import annotations

import re

Location = tuple[int | str, ...]
"""Keys and list positions, as pydantic gives them."""


def line_of(text: str, location: Location) -> int:
    """Return the line (from 1) of the key that `location` leads to, or of what it stands in."""
    lines = text.split("\n")
    found, start = 1, 0
    for depth, step in enumerate(location):
        index = _header(lines, location[: depth + 1])
        if index is None and isinstance(step, str):
            index = _key(lines, start, step)
        if index is not None:
            found, start = index + 1, index + 1
    return found


def _header(lines: list[str], path: Location) -> int | None:
    """Return the index of the `[table]` or the n-th `[[table]]` that `path` names."""
    names = [step for step in path if isinstance(step, str)]
    wanted = path[-1] if isinstance(path[-1], int) else 0
    header = re.compile(r"\s*\[\[?\s*" + r"\s*\.\s*".join(map(_quoted, names)) + r"\s*\]")
    places = [index for index, line in enumerate(lines) if header.match(line)]
    return places[wanted] if wanted < len(places) else None


def _key(lines: list[str], start: int, name: str) -> int | None:
    key = re.compile(r"\s*" + _quoted(name) + r"\s*[=.]")
    for index in range(start, len(lines)):
        if key.match(lines[index]):
            return index
        if lines[index].lstrip().startswith("[") and index > start:
            return None
    return None


def _quoted(name: str) -> str:
    return rf"[\"']?{re.escape(name)}[\"']?"
