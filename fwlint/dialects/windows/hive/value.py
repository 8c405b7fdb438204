"""A value of a hive: its name, its type and its data.

See "Key value" and "Big data" in the format's specification.
"""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct, iter_unpack

from fwlint.dialects.windows.hive.cells import Cell, Cells
from fwlint.dialects.windows.hive.error import damaged

_VALUE = Struct("<2sH3IH2x")
_INLINE = 0x80000000
"""The bit of the size that says that the data stand in place of their offset."""
_PLAIN_NAME = 0x0001

_BIG_DATA = Struct("<2sHI")
_SEGMENT = 16344
"""The most bytes that one segment of big data holds."""

_REG_SZ, _REG_EXPAND_SZ = 1, 2
_NUMBER_SIZES = {4: 4, 11: 8}
"""The sizes of REG_DWORD and REG_QWORD."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value. The default value of a key has no name."""

    name: str
    type: int
    data: bytes

    def decoded(self) -> str | int | bytes:
        """Return a string without the NULs at its end, or a number, or the data themselves.

        A string that is not UTF-16 and a number of another size than its type's are only data.
        """
        if self.type in (_REG_SZ, _REG_EXPAND_SZ):
            try:
                return self.data.decode("utf-16-le").rstrip("\0")
            except UnicodeDecodeError:
                return self.data
        if len(self.data) == _NUMBER_SIZES.get(self.type):
            return int.from_bytes(self.data, "little")
        return self.data


def read_value(cells: Cells, offset: int) -> Value:
    """Return the value at `offset`; raises HiveError."""
    cell = cells.take(offset, "a value")
    _, name_size, size, data, kind, flags = cell.unpack(_VALUE, b"vk", "value")
    name = decode_name(
        cell.part(_VALUE.size, name_size, "a value's name"), plain=bool(flags & _PLAIN_NAME)
    )
    if not size & _INLINE:
        return Value(name, kind, _data(cells, data, size) if size else b"")
    if size - _INLINE > 4:
        raise damaged(cell.at, f"a value of {size - _INLINE} bytes does not fit into 4")
    return Value(name, kind, data.to_bytes(4, "little")[: size - _INLINE])


def decode_name(name: bytes, *, plain: bool) -> str:
    """Return the name of a key or value; a plain one has one byte a character."""
    return name.decode("latin-1" if plain else "utf-16-le", "backslashreplace")


def _data(cells: Cells, offset: int, size: int) -> bytes:
    cell = cells.take(offset, "a value's data")
    in_segments = cell.content.startswith(b"db") and len(cell.content) < size > _SEGMENT
    return _big_data(cells, cell, size) if in_segments else cell.part(0, size, "a value")


def _big_data(cells: Cells, cell: Cell, size: int) -> bytes:
    _, count, segments = cell.unpack(_BIG_DATA, b"db", "big data")
    if count != -(-size // _SEGMENT):
        raise damaged(cell.at, f"{count} segments cannot hold a value of {size} bytes")
    offsets = cells.take(segments, "a list of segments").part(0, 4 * count, "a list of segments")
    parts = []
    for (segment,) in iter_unpack("<I", offsets):
        part = cells.take(segment, "a segment of a value")
        parts.append(part.part(0, min(size, _SEGMENT), "a segment of a value"))
        size -= _SEGMENT
    return b"".join(parts)
