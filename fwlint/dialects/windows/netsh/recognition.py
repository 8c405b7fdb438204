"""How a netsh listing is told from other text: by the ruler of dashes below each heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fwlint.dialects.source import Source

_PREFIX = r"\s*(?:\[\*\]|rem\s)?\s*"
_RULER = re.compile(_PREFIX + r"-{50,}\s*")
_ENGLISH = re.compile(_PREFIX + r"(?:Rule Name\s*:|(?:Domain|Private|Public) Profile Settings\s*:)")
_PADDED_LABEL = re.compile(_PREFIX + r"(?P<label>[^:\s][^:]*?)\s*:(?:\s{3,}|\s*$)")


def is_english(source: Source) -> bool:
    """Return whether an English heading stands over a ruler, with at most two lines between."""
    return any(
        _ENGLISH.match(line)
        for ruler in _rulers(source)
        for line in source.lines[max(ruler - 3, 0) : ruler]
    )


def foreign_label(source: Source) -> str:
    """Return the first label of what has a netsh listing's shape, whatever its language, or "".

    The shape is a label above a ruler and three more below it. Below a profile's heading there are
    settings without colons, but the names of the firewall's policies are not translated.
    """
    for ruler in _rulers(source):
        heading = _PADDED_LABEL.match(source.lines[ruler - 1]) if ruler else None
        below = source.lines[ruler + 1 : ruler + 4]
        labelled = len(below) == 3 and all(map(_PADDED_LABEL.match, below))
        if heading and (labelled or any("Inbound," in line for line in below)):
            return heading["label"]
    return ""


def _rulers(source: Source) -> Iterator[int]:
    """Yield the index of each line that is only dashes."""
    for index, line in enumerate(source.lines):
        if "-" * 50 in line and _RULER.fullmatch(line):
            yield index
