"""The data of a registry value, by its type: see [MS-GPREG] 2.2.1."""

from __future__ import annotations

_REG_SZ, _REG_EXPAND_SZ, _REG_DWORD, _REG_DWORD_BIG_ENDIAN, _REG_QWORD = 1, 2, 4, 5, 11


def decode(kind: int, data: bytes, encoding: str = "utf-16-le") -> str | int | bytes:
    """Return a text without the NUL at its end, or a number, or the data themselves.

    A number of another size than its type's is only data, and so is a text that is not `encoding`.
    """
    if kind in (_REG_SZ, _REG_EXPAND_SZ):
        try:
            return data.decode(encoding).rstrip("\0")
        except UnicodeDecodeError:
            return data
    if (kind, len(data)) in ((_REG_DWORD, 4), (_REG_QWORD, 8)):
        return int.from_bytes(data, "little")
    if (kind, len(data)) == (_REG_DWORD_BIG_ENDIAN, 4):
        return int.from_bytes(data, "big")
    return data
