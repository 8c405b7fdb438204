"""The base block, which a hive begins with: what it says of the bins, and whether they are whole.

See "Base block" and "Dirty state of a hive" in the format's specification.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import xor
from struct import Struct, iter_unpack

from fwlint.dialects.windows.hive.error import HiveError, damaged

PAGE = 4096
"""The size of the base block, and the unit of the bins'."""

_FIELDS = Struct("<4s2I8x3I4x2I")
_CHECKED = 508
"""How many bytes the checksum covers; it stands behind them."""
_NEVER = {0: 1, 0xFFFFFFFF: 0xFFFFFFFE}
"""Checksums that are not written, and what is in their place."""
_MINOR_VERSIONS = range(3, 7)
"""Those whose records are read alike: since Windows NT 4."""


@dataclass(frozen=True, slots=True)
class BaseBlock:
    """Where the root key's cell is, from the first bin on, and how long all bins are."""

    root: int
    bins: int


def read_base_block(data: bytes) -> BaseBlock:
    """Return the base block of a hive; raises HiveError unless all that was written is there."""
    if len(data) < PAGE:
        raise damaged(len(data), "the file ends inside its base block")
    signature, primary, secondary, major, minor, kind, root, bins = _FIELDS.unpack_from(data)
    if signature != b"regf":
        raise damaged(0, "no hive begins like this")
    if _checksum(data) != int.from_bytes(data[_CHECKED : _CHECKED + 4], "little"):
        raise damaged(_CHECKED, "the checksum of the base block is wrong")
    if kind:
        raise HiveError("this is the transaction log of a registry hive, not the hive itself")
    if major != 1 or minor not in _MINOR_VERSIONS:
        raise HiveError(f"this registry hive has the version {major}.{minor}, unknown to fwlint")
    if primary != secondary:
        raise damaged(4, "it was copied while Windows wrote to it, and lacks the last changes")
    if not bins or bins % PAGE:
        raise damaged(40, f"its bins cannot be {bins} bytes long")
    if PAGE + bins > len(data):
        raise damaged(len(data), f"the file ends here, and should at 0x{PAGE + bins:X}")
    return BaseBlock(root, bins)


def _checksum(data: bytes) -> int:
    words = (int(word) for (word,) in iter_unpack("<I", data[:_CHECKED]))
    total = reduce(xor, words)
    return _NEVER.get(total, total)
