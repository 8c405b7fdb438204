"""A writer of registry hives: what Windows leaves where it saves a key into a file.

After M. Suhanov's "Windows registry file format specification". Key security is one empty
descriptor, and timestamps are zero, so that the same tree always gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import xor
from struct import iter_unpack, pack, pack_into
from typing import NamedTuple, TypeAlias

REG_SZ, REG_EXPAND_SZ, REG_BINARY, REG_DWORD = 1, 2, 3, 4

PAGE = 4096
BIN_HEADER = 32
INLINE = 0x80000000
"""The bit of a value's size that says that its data stand in place of their offset."""
SEGMENT = 16344
"""The most bytes of data in one cell; longer data are cut into segments, below a `db` record."""
LEAF = 500
"""The most subkeys in one list; longer lists are cut, below an `ri` record."""
NOWHERE = 0xFFFFFFFF
ROOT, PLAIN_NAME = 0x000C, 0x0020
"""Flags of a key: the root of its hive; a name of one byte a character."""


class Typed(NamedTuple):
    """A value byte by byte."""

    type: int
    data: bytes


Tree: TypeAlias = "Mapping[str, Tree | str | int | bytes | Typed]"
"""A key: its subkeys, and its values as REG_SZ, REG_DWORD, REG_BINARY, or anything else."""


def write_hive(tree: Tree, root: str = "root", *, leaf: bytes = b"lh") -> bytes:
    """Return the hive whose root key, called `root`, is `tree`; `leaf` is the kind of its lists."""
    bins = _Bins(leaf)
    at = bins.key(root, tree)
    bins.close()
    base = bytearray(PAGE)
    pack_into("<4sIIQ7I", base, 0, b"regf", 1, 1, 0, 1, 5, 0, 1, at, len(bins.data), 1)
    seal(base)
    return bytes(base + bins.data)


def seal(hive: bytearray) -> None:
    """Write the checksum of the base block into `hive`."""
    total = reduce(xor, (word for (word,) in iter_unpack("<I", hive[:508])))
    pack_into("<I", hive, 508, {0: 1, 0xFFFFFFFF: 0xFFFFFFFE}.get(total, total))


class _Bins:
    """The bins being written. Every offset counts from the first bin."""

    def __init__(self, leaf: bytes) -> None:
        self.data = bytearray()
        self._leaf = leaf
        self._next = 0
        self._security = 0

    def key(self, name: str, tree: Tree, parent: int = NOWHERE) -> int:
        """Write a key and all below it; return its offset."""
        plain, encoded = _name(name)
        at = self._allocate(76 + len(encoded))
        self._security = self._security or self._write(_security(self._next))
        subkeys = sorted(
            (subname.upper(), self.key(subname, sub, at))
            for subname, sub in tree.items()
            if isinstance(sub, Mapping)
        )
        values = [
            self._value(value_name, typed(value))
            for value_name, value in tree.items()
            if not isinstance(value, Mapping)
        ]
        flags = (ROOT if parent == NOWHERE else 0) | (PLAIN_NAME if plain else 0)
        record = pack(
            "<2sHQ15I2H",
            *(b"nk", flags, 0, 0, parent),
            *(len(subkeys), 0, self._index(subkeys), NOWHERE),
            *(len(values), self._offsets(values), self._security, NOWHERE),
            *(0, 0, 0, 0, 0),
            *(len(encoded), 0),
        )
        self._fill(at, record + encoded)
        return at

    def close(self) -> None:
        """Make the rest of the last bin a free cell."""
        rest = len(self.data) - self._next
        if rest:
            pack_into("<i", self.data, self._next, rest)

    def _value(self, name: str, value: Typed) -> int:
        plain, encoded = _name(name)
        size = len(value.data)
        if size <= 4:
            size, data = size | INLINE, int.from_bytes(value.data, "little")
        else:
            data = self._data(value.data)
        header = pack("<2sH3I2H", b"vk", len(encoded), size, data, value.type, plain, 0)
        return self._write(header + encoded)

    def _data(self, data: bytes) -> int:
        if len(data) <= SEGMENT:
            return self._write(data)
        parts = [data[start : start + SEGMENT] for start in range(0, len(data), SEGMENT)]
        segments = self._offsets([self._write(part) for part in parts])
        return self._write(pack("<2sHI", b"db", len(parts), segments))

    def _index(self, subkeys: list[tuple[str, int]]) -> int:
        lists = [
            self._list(subkeys[start : start + LEAF]) for start in range(0, len(subkeys), LEAF)
        ]
        if len(lists) < 2:
            return lists[0] if lists else NOWHERE
        return self._write(pack(f"<2sH{len(lists)}I", b"ri", len(lists), *lists))

    def _list(self, subkeys: list[tuple[str, int]]) -> int:
        entries = b"".join(pack("<I", at) + self._hint(name) for name, at in subkeys)
        return self._write(pack("<2sH", self._leaf, len(subkeys)) + entries)

    def _hint(self, name: str) -> bytes:
        if self._leaf == b"li":
            return b""
        if self._leaf == b"lf":
            return name.encode("latin-1", "replace")[:4].ljust(4, b"\0")
        return pack("<I", reduce(lambda total, c: total * 37 + ord(c) & NOWHERE, name, 0))

    def _offsets(self, offsets: list[int]) -> int:
        return self._write(pack(f"<{len(offsets)}I", *offsets)) if offsets else NOWHERE

    def _write(self, content: bytes) -> int:
        at = self._allocate(len(content))
        self._fill(at, content)
        return at

    def _fill(self, at: int, content: bytes) -> None:
        self.data[at + 4 : at + 4 + len(content)] = content

    def _allocate(self, size: int) -> int:
        """Return the offset of a new cell for `size` bytes, in a new bin if need be."""
        cell = _rounded(4 + size, 8)
        if self._next + cell > len(self.data):
            self.close()
            self._next = len(self.data)
            length = _rounded(BIN_HEADER + cell, PAGE)
            self.data += pack("<4s2I20x", b"hbin", self._next, length).ljust(length, b"\0")
            self._next += BIN_HEADER
        at = self._next
        pack_into("<i", self.data, at, -cell)
        self._next += cell
        return at


def typed(value: str | int | bytes | Typed) -> Typed:
    """Return a value as its type and bytes."""
    if isinstance(value, Typed):
        return value
    if isinstance(value, str):
        return Typed(REG_SZ, f"{value}\0".encode("utf-16-le"))
    if isinstance(value, int):
        return Typed(REG_DWORD, pack("<I", value))
    return Typed(REG_BINARY, value)


def _name(name: str) -> tuple[bool, bytes]:
    """Return whether `name` is stored with one byte a character, and how it is stored."""
    try:
        return True, name.encode("latin-1")
    except UnicodeEncodeError:
        return False, name.encode("utf-16-le")


def _security(at: int) -> bytes:
    """Return a security record, alone in its ring, for the cell at `at`."""
    descriptor = pack("<BBH4I", 1, 0, 0x8000, 0, 0, 0, 0)
    return pack("<2sH4I", b"sk", 0, at, at, 1, len(descriptor)) + descriptor


def _rounded(size: int, unit: int) -> int:
    return -(-size // unit) * unit
