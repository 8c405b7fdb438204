"""The fingerprint by which GitHub code scanning follows an alert when lines move.

GitHub's upload action computes it where a log has none (github/codeql-action, fingerprints.ts), and
warns where a log has another. It is the polynomial hash of the hundred UTF-16 units from the line's
start on, modulo 2**64, without spaces and tabs and with LF for every line end; behind the file
stand U+FFFF and zeros. `:2` says that it is the second line of the file with this hash.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from struct import unpack

_UNITS = 100
_BASE = 37
_END = "\uffff" + "\0" * _UNITS
_LINE_END = re.compile("\r\n?")
_BLANKS = str.maketrans("", "", " \t")


def line_hashes(data: bytes, lines: Collection[int]) -> dict[int, str]:
    """Return the fingerprints of those of `lines` that the file with this content has.

    A line ends at LF, CR or both, as GitHub counts.
    """
    wanted, found = set(lines), {}
    seen: Counter[bytes] = Counter()
    for number, window in enumerate(_windows(data), 1):
        seen[window] += 1
        if number in wanted:
            found[number] = f"{_hash(window):x}:{seen[window]}"
    return found


def _windows(data: bytes) -> Iterator[bytes]:
    """Yield for each line the units that are hashed, as UTF-16."""
    text = _LINE_END.sub("\n", data.decode("utf-8", errors="replace")).translate(_BLANKS) + _END
    units = text.encode("utf-16-le")
    start = 0
    for line in text.split("\n"):
        yield units[start : start + 2 * _UNITS]
        start += len(line.encode("utf-16-le")) + 2


def _hash(window: bytes) -> int:
    value = 0
    for unit in unpack(f"<{_UNITS}H", window):
        value = (value * _BASE + unit) % 2**64
    return value
