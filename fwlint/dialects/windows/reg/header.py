"""The first line of a .reg file, by which Registry Editor itself tells one."""

from __future__ import annotations

from fwlint.dialects.source import Source

OLD = "REGEDIT4"
"""The header of Windows 95 to NT 4: texts in bytes are in the computer's code page."""
_HEADERS = ("Windows Registry Editor Version 5.00", OLD)


def header(source: Source) -> str:
    """Return the header of a .reg file, or "" for what is none."""
    first = next((line.strip() for line in source.lines if line.strip()), "")
    return first if first in _HEADERS else ""
