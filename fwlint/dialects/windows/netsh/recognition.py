"""How a netsh listing is told from other text: by the ruler of dashes below each heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fwlint.dialects.windows.netsh.languages import (
    Language,
    all_languages,
    named_in,
    plain,
    profile_heading,
)

_PREFIX = r"\s*(?:(?:\[\*\]|rem\s)\s*)?"
_RULER = re.compile(_PREFIX + r"-{50,}\s*")
_ENTRY = re.compile(_PREFIX + r"(?P<label>[^:\s][^:]*):(?P<value>.*)")
_PADDING = "   "


def split_entry(line: str) -> tuple[str, str]:
    """Return the label and what stands behind its colon, or twice "" for another line."""
    found = _ENTRY.match(line)
    return (found["label"].rstrip(), found["value"]) if found else ("", "")


def language_of(lines: Sequence[str]) -> Language | None:
    """Return the language of the first heading that stands over a ruler, or None.

    At most two lines may stand between them.
    """
    for ruler in _rulers(lines):
        for line in lines[max(ruler - 3, 0) : ruler]:
            label, _ = split_entry(line)
            if label and (language := _heading(label)):
                return language
    return None


def unknown_headings(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield number and label of each line that heads what has a listing's shape, if not its words.

    The shape of a rule is a label with its value above a ruler and three more labels below it. That
    of a profile is a label alone, and a setting without a colon; the names of the firewall's
    policies are not translated.
    """
    for ruler in _rulers(lines):
        label, value = split_entry(lines[ruler - 1]) if ruler else ("", "")
        if not label or _heading(label):
            continue
        below = lines[ruler + 1 : ruler + 4]
        if value.strip():
            fits = value.startswith(_PADDING) and len(below) == 3 and all(map(_is_padded, below))
        else:
            fits = any("Inbound," in line for line in below)
        if fits:
            yield ruler, label


def _is_padded(line: str) -> bool:
    label, value = split_entry(line)
    return bool(label) and (value.startswith(_PADDING) or not value.strip())


def says_no_rules(lines: Sequence[str]) -> bool:
    """Return whether this is only netsh's word, in a known language, that no rule matched."""
    said = {plain(line.strip()) for line in lines[:_A_FEW]}
    return len(lines) < _A_FEW and any(one.no_match in said for one in all_languages())


_A_FEW = 20
"""More lines than a prompt, the answer and what a terminal adds to them."""


def _heading(label: str) -> Language | None:
    found = profile_heading(label)
    return found[0] if found else named_in(label)


def _rulers(lines: Sequence[str]) -> Iterator[int]:
    """Yield the index of each line that is only dashes."""
    for index, line in enumerate(lines):
        if "-" * 50 in line and _RULER.fullmatch(line):
            yield index
