"""The table below the protocol: types of ICMP, each with a code or any."""

from __future__ import annotations

from fwlint.dialects.windows.match import Protocol
from fwlint.dialects.windows.netsh import values
from fwlint.dialects.windows.netsh.blocks import Block
from fwlint.dialects.windows.netsh.languages import TABLE, plain
from fwlint.dialects.windows.netsh.reading import Reading
from fwlint.model.box import ANY_ICMP
from fwlint.model.intervals import IntervalSet


def read_table(reading: Reading, protocol: Protocol) -> IntervalSet[int]:
    """Return the types and codes of the block under way; without a table, all of them."""
    block = reading.block
    rows = block.table[1:] if _has_heading(block) else block.table
    if not protocol.has_icmp:
        block.stray.extend(rows)
        return ANY_ICMP
    if not rows:
        return ANY_ICMP
    sets = [reading.value_of(row, TABLE, values.icmp, ANY_ICMP) for row in rows]
    union = IntervalSet.union(span for one in sets for span in one.spans)
    return ANY_ICMP if union == ANY_ICMP else union


def _has_heading(block: Block) -> bool:
    """Return whether the table begins with its heading, `Type Code`.

    It is told by its place and its shape, because its words are not known in every language.
    """
    if len(block.table) < 2 or block.language is None:
        return False
    words = [plain(word) for word in block.table[0].value.split()]
    numbers = any(character.isdigit() for word in words for character in word)
    return len(words) == 2 and not numbers and block.language.any not in words
