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

    `label` is what stands before the colon of an entry. `value` begins at `column`, or is empty
    with `column` behind the line's end.
    """

    number: int
    kind: str
    label: str
    value: str
    column: int


def read_lines(source: Source) -> Iterator[Line]:
    """Yield every line of the input."""
    for number, text in enumerate(source.lines, 1):
        yield Line(number, *read_line(text))


def read_line(text: str) -> tuple[str, str, str, int]:
    """Return kind, label, value and column of one line, as the grammar tells them.

    An entry's value has no say in how the grammar takes the line apart, unless it makes a prompt of
    it, such as `C:\\>`. So the grammar is asked about all entries with one label only once.
    """
    _, colon, behind = text.partition(":")
    value = behind.strip()
    if colon and value and value[0] != "\\":
        column = len(text) - len(behind.lstrip()) + 1
        kind, label, _, _ = read_by_grammar(f"{text[: column - 1]}x")
        if kind == "entry":
            return kind, label, value, column
    return read_by_grammar(text)


@lru_cache(maxsize=REMEMBERED)
def read_by_grammar(text: str) -> tuple[str, str, str, int]:
    """Return kind, label, value and column of one line."""
    label, value, column = "", "", len(text) + 1
    tree = parse("line", text)
    for token in tree.scan_values(lambda _: True):
        if token.type == "LABEL":
            label = token.removesuffix(":").rstrip()
        else:
            value, column = str(token), token.column or 1
    return tree.data, label, value, column


@lru_cache(maxsize=REMEMBERED)
def read_setting(text: str) -> tuple[str, str, str]:
    """Return kind, name and value of a line such as `State      ON`, three times "" for another.

    The kind is `policy` where the value alone tells the setting: `BlockInbound,AllowOutbound`.
    """
    from lark.exceptions import UnexpectedInput

    try:
        tree = parse("setting", text)
    except UnexpectedInput:
        return "", "", ""
    name, value = (str(token) for token in tree.scan_values(lambda _: True))
    return tree.data, name, value
