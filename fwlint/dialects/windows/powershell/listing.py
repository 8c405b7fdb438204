"""The blocks of a list, as Format-List writes them and Get-NetFirewallRule shows its rules.

A block is a line for each property, and a blank line ends it. A value too long for the window goes
on in the next line, below itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from fwlint.dialects.source import Source
from fwlint.dialects.windows.powershell.recognition import PROPERTY
from fwlint.dialects.windows.table.record import Cell, Record, record
from fwlint.model.source import Span


@dataclass(slots=True)
class _Property:
    """A property under way: its name, and the lines of its value, the first of them at `span`."""

    name: str
    span: Span
    lines: list[str] = field(default_factory=list)

    def value(self) -> str:
        """Return the value on one line; lists are cut anywhere, and lose their braces."""
        if not self.lines[0].startswith("{"):
            return " ".join(self.lines)
        text = "".join(self.lines)
        return text[1:-1] if text.endswith("}") else text


def read_listing(source: Source) -> Iterator[Record]:
    """Yield a record for each block."""
    for block in _blocks(source):
        cells = ((one.name, Cell(one.value(), one.span)) for one in block)
        yield record(source.span(block[0].span.line), cells)


def _blocks(source: Source) -> Iterator[list[_Property]]:
    """Yield the properties of each block; one that comes again begins another block."""
    block: list[_Property] = []
    names: set[str] = set()
    for number, line in enumerate(source.lines, 1):
        found = PROPERTY.fullmatch(line)
        ends = found["name"] in names if found else not line.strip()
        if ends and block:
            yield block
            block, names = [], set()
        if found:
            span = source.span(number, found.start("value") + 1)
            block.append(_Property(found["name"], span, [found["value"].strip()]))
            names.add(found["name"])
        elif block and line.startswith(" "):
            block[-1].lines.append(line.strip())
    if block:
        yield block
