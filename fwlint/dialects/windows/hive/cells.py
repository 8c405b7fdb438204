"""The cells of a hive: the pieces of its bins that hold one record each.

See "Hive bin" and "Cell" in the format's specification.
"""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct
from typing import Any

from fwlint.dialects.windows.hive.base_block import PAGE, BaseBlock
from fwlint.dialects.windows.hive.error import damaged

_BIN = Struct("<4s2I20x")
_SIZE = Struct("<i")
"""A cell's size, itself included, in units of 8; it is negative where the cell is in use."""
_UNIT = 8

_NO_CELL, _IN_USE, _TAKEN = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Cell:
    """The content of a cell, and the byte of the file at which the cell begins."""

    at: int
    content: bytes

    def unpack(self, layout: Struct, signature: bytes, what: str) -> tuple[Any, ...]:
        """Return the fields of a record that begins with `signature`; raises HiveError."""
        if len(self.content) < layout.size or not self.content.startswith(signature):
            raise damaged(self.at, f"this is no {what}")
        return layout.unpack_from(self.content)

    def part(self, start: int, size: int, what: str) -> bytes:
        """Return `size` bytes of the content; raises HiveError where there are fewer."""
        if start + size > len(self.content):
            raise damaged(self.at, f"{what} of {size} bytes does not fit into its cell")
        return self.content[start : start + size]


class Cells:
    """All cells of a hive that are in use, each to be taken once.

    No two records of a sound hive share a cell. So reading takes time and memory in proportion to
    the file, whatever its records claim, and what leads in circles is found at once.
    """

    def __init__(self, data: bytes, base: BaseBlock) -> None:
        """Find the cells of `data`; raises HiveError unless they fill the bins without a gap."""
        self._data = data
        self._states = bytearray(base.bins // _UNIT)
        at, end = PAGE, PAGE + base.bins
        while at < end:
            at = self._mark_bin(at, end)

    def take(self, offset: int, what: str) -> Cell:
        """Return the cell at `offset`, which counts from the first bin; raises HiveError."""
        at = PAGE + offset
        index, odd = divmod(offset, _UNIT)
        state = self._states[index] if not odd and index < len(self._states) else _NO_CELL
        if state == _TAKEN:
            raise damaged(at, f"{what} should be here, but the cell is something else already")
        if state == _NO_CELL:
            raise damaged(at, f"{what} should be here, but no cell in use begins here")
        self._states[index] = _TAKEN
        (size,) = _SIZE.unpack_from(self._data, at)
        return Cell(at, self._data[at + _SIZE.size : at - size])

    def _mark_bin(self, start: int, end: int) -> int:
        """Mark the cells of the bin at `start` that are in use, and return where it ends."""
        signature, offset, size = _BIN.unpack_from(self._data, start)
        if (signature, offset) != (b"hbin", start - PAGE):
            raise damaged(start, "a bin should begin here")
        if not size or size % PAGE or size > end - start:
            raise damaged(start, f"a bin cannot be {size} bytes long here")
        at, end = start + _BIN.size, start + size
        while at < end:
            (size,) = _SIZE.unpack_from(self._data, at)
            length = abs(size)
            if not length or length % _UNIT or length > end - at:
                raise damaged(at, f"a cell cannot be {length} bytes long here")
            if size < 0:
                self._states[(at - PAGE) // _UNIT] = _IN_USE
            at += length
        return end
