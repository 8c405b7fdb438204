"""Lines of a file, looked for all at once: by them a platform is told from its relatives."""

from __future__ import annotations

import re

from fwlint.dialects.source import Source


def lines_like(*patterns: str) -> re.Pattern[bytes]:
    """Return what finds a line that begins with one of `patterns`, at any depth.

    It looks for the end of the line before, which is found much faster than a place without width.
    """
    return re.compile(rb"\n[ \t]*(?:" + "|".join(patterns).encode() + rb")", re.MULTILINE)


def has(source: Source, pattern: re.Pattern[bytes]) -> bool:
    """Return whether `source` has a line that `pattern` finds."""
    text = _text(source)
    first = text[: text.find(b"\n") + 1] or text
    return bool(pattern.search(text) or pattern.match(b"\n" + first))


def _text(source: Source) -> bytes:
    if b"\0" in source.data[:512]:
        return "\n".join(source.lines).encode()
    return source.data
