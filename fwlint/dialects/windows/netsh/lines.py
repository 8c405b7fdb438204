"""What kind of line a line is, with its label and its value taken apart at the first colon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from fwlint.dialects.source import Source
from fwlint.dialects.windows.netsh.syntax import REMEMBERED, parse


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `kind` is the alternative of the grammar's rule `line`.

    `label` is set for an entry (`LocalPort:`), a setting (`State`) and a profile's heading
    (`Domain`); `value` begins at `column`, or is empty with `column` behind the line's end.
    """

    number: int
    kind: str
    label: str
    value: str
    column: int


def read_lines(source: Source) -> Iterator[Line]:
    """Yield every line of the input."""
    for number, text in enumerate(source.lines, 1):
        yield Line(number, *_read(text))


@lru_cache(maxsize=REMEMBERED)
def _read(text: str) -> tuple[str, str, str, int]:
    tree = parse("line", text)
    label, value, column = "", "", len(text) + 1
    for token in tree.scan_values(lambda _: True):
        if token.type in ("LABEL", "SETTING", "PROFILE"):
            label = token.removesuffix(":").rstrip()
        else:
            value, column = str(token), token.column or 1
    return tree.data, label, value, column
