"""A key of a hive: its name, its subkeys and its values.

See "Key node", the four kinds of lists of subkeys and "Key values list" in the format's
specification.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from struct import Struct, iter_unpack

from fwlint.dialects.windows.hive.base_block import read_base_block
from fwlint.dialects.windows.hive.cells import Cell, Cells
from fwlint.dialects.windows.hive.error import damaged
from fwlint.dialects.windows.hive.value import Value, decode_name, read_value

_NODE = Struct("<2sH12x2I4xI4x2I28xH2x")
_PLAIN_NAME = 0x0020

_LIST = Struct("<2sH")
_LIST_OF_LISTS = b"ri"
_LISTS_OF_KEYS = (b"lf", b"lh", b"li")
_ENTRIES = {
    b"lf": Struct("<I4x"),
    b"lh": Struct("<I4x"),
    b"li": Struct("<I"),
    _LIST_OF_LISTS: Struct("<I"),
}
"""How an entry looks in each kind of list: an offset, and in some a hint at the name."""


class Key:
    """A key. What is below it is read when it is first asked for, which may raise HiveError."""

    def __init__(self, cells: Cells, offset: int, parent: int | None = None) -> None:
        """Read the key at `offset`, whose parent is at `parent`; raises HiveError."""
        self._cells = cells
        self._offset = offset
        self._cell = cells.take(offset, "a key")
        fields = self._cell.unpack(_NODE, b"nk", "key")
        _, flags, own_parent, self._subkey_count, self._subkey_list = fields[:5]
        self._value_count, self._value_list, name_size = fields[5:]
        if parent is not None and parent != own_parent:
            raise damaged(self.at, "this key belongs elsewhere")
        name = self._cell.part(_NODE.size, name_size, "a key's name")
        self.name = decode_name(name, plain=bool(flags & _PLAIN_NAME))

    @property
    def at(self) -> int:
        """The byte of the file at which the key stands."""
        return self._cell.at

    @property
    def is_empty(self) -> bool:
        """Whether the key has neither subkeys nor values."""
        return not self._subkey_count and not self._value_count

    @cached_property
    def subkeys(self) -> dict[str, Key]:
        """The subkeys, by name in upper case, because the registry does not tell case apart."""
        subkeys: dict[str, Key] = {}
        for offset in self._subkey_offsets():
            subkey = Key(self._cells, offset, self._offset)
            if subkeys.setdefault(subkey.name.upper(), subkey) is not subkey:
                raise damaged(subkey.at, "a key of this name is here already")
        if len(subkeys) != self._subkey_count:
            raise damaged(self.at, f"the key has {len(subkeys)} of {self._subkey_count} subkeys")
        return subkeys

    def find(self, *path: str) -> Key | None:
        """Return the key that `path` leads to from here, if there is one."""
        key: Key | None = self
        for name in path:
            key = key.subkeys.get(name.upper()) if key else None
        return key

    def values(self) -> Iterator[Value]:
        """Yield the values, in the hive's order; to be called once. Raises HiveError."""
        if not self._value_count:
            return
        seen: set[str] = set()
        cell = self._cells.take(self._value_list, "a list of values")
        listed = cell.part(0, 4 * self._value_count, "a list of values")
        for (offset,) in iter_unpack("<I", listed):
            value = read_value(self._cells, offset)
            name = value.name.upper()
            if name in seen:
                raise damaged(cell.at, "two values of one key have the same name")
            seen.add(name)
            yield value

    def _subkey_offsets(self) -> Iterator[int]:
        if not self._subkey_count:
            return
        lists = [self._cells.take(self._subkey_list, "a list of subkeys")]
        if lists[0].content.startswith(_LIST_OF_LISTS):
            offsets = _entries(lists[0], _LIST_OF_LISTS)
            lists = [self._cells.take(one, "a list of subkeys") for one in offsets]
        for one in lists:
            yield from _entries(one, *_LISTS_OF_KEYS)


def read_root(data: bytes) -> Key:
    """Return the root key of the hive `data`; raises HiveError."""
    base = read_base_block(data)
    return Key(Cells(data, base), base.root)


def _entries(cell: Cell, *kinds: bytes) -> Iterator[int]:
    """Return the offsets in a list of one of these kinds; raises HiveError."""
    kind, count = cell.unpack(_LIST, b"", "list of subkeys")
    if kind not in kinds:
        raise damaged(cell.at, "this is no list of subkeys")
    layout = _ENTRIES[kind]
    entries = cell.part(_LIST.size, count * layout.size, "a list of subkeys")
    return (offset for (offset,) in layout.iter_unpack(entries))
