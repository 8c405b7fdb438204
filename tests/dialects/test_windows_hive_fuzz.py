"""Hives damaged at random: never an exception, and never another record in place of one."""

from __future__ import annotations

from collections.abc import Iterator
from struct import pack_into, unpack_from

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fwlint.dialects.source import read_source
from fwlint.dialects.windows.hive import DIALECT
from fwlint.dialects.windows.hive.error import HiveError
from fwlint.dialects.windows.hive.key import read_root
from fwlint.dialects.windows.hive.place import find_policy
from fwlint.dialects.windows.hive.render.writer import PAGE, seal, write_hive
from fwlint.dialects.windows.hive.walk import values_of
from fwlint.dialects.windows.registry.value import RegistryValue
from fwlint.model.diagnostic import Trouble

RULE = "v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=443|Name=Web|"
HIVE = write_hive(
    {
        "DomainProfile": {"EnableFirewall": 1, "Logging": {"LogFileSize": 4096}},
        "FirewallRules": {"web": RULE, "mail": RULE, "long": "x" * 20_000},
        "Many": {f"{n}": {} for n in range(501)},
    }
)


def number(at: int) -> int:
    (value,) = unpack_from("<I", HIVE, at)
    assert isinstance(value, int)
    return value


def cells() -> Iterator[int]:
    """Yield the offset of every cell in use."""
    at = PAGE
    while at < len(HIVE):
        end, at = at + number(at + 8), at + 32
        while at < end:
            (size,) = unpack_from("<i", HIVE, at)
            if size < 0:
                yield at - PAGE
            at += abs(size)


def pointers() -> Iterator[int]:
    """Yield each byte of the file at which an offset stands that reading a policy follows."""
    for at in (PAGE + offset + 4 for offset in CELLS):
        kind, count = HIVE[at : at + 2], number(at) >> 16
        if kind == b"nk":
            yield from [at + 28] if number(at + 20) else []
            yield from (at + 40, *listed(at + 40, number(at + 36))) if number(at + 36) else ()
        elif kind == b"vk" and number(at + 4) < 0x80000000:
            yield at + 8
        elif kind == b"db":
            yield from (at + 4, *listed(at + 4, count))
        elif kind in (b"lh", b"ri"):
            step = 8 if kind == b"lh" else 4
            yield from range(at + 4, at + 4 + step * count, step)


def listed(at: int, count: int) -> range:
    """Return where the offsets stand in the list of `count` that byte `at` points to."""
    start = PAGE + number(at) + 4
    return range(start, start + 4 * count, 4)


CELLS = list(cells())
SECURITY = number(PAGE + 32 + 4 + 44)
ODD_NUMBERS = (0, 1, 0x7FFFFFFF, 0x80000000, 0x80000004, 0xFFFFFFF8, 0xFFFFFFFF)

positions = st.integers(0, len(HIVE) - 4)
numbers = st.sampled_from([*ODD_NUMBERS, *CELLS]) | st.integers(0, 0xFFFFFFFF)


def values(hive: bytes) -> list[RegistryValue]:
    return list(values_of(find_policy(read_root(hive)), "policy.wfw"))


def assert_survives(hive: bytes) -> None:
    """Assert that a hive that cannot be read says so once, and has no policy."""
    export = DIALECT.parse(read_source("policy.wfw", hive))
    unreadable = [one for one in export.diagnostics if one.trouble is Trouble.UNREADABLE]
    assert len(unreadable) == (0 if export.policies else 1)


@given(st.lists(st.tuples(positions, numbers), min_size=1, max_size=8))
def test_any_numbers_anywhere_are_survived(changes: list[tuple[int, int]]) -> None:
    hive = bytearray(HIVE)
    for at, value in changes:
        pack_into("<I", hive, at, value)
    seal(hive)
    assert_survives(bytes(hive))


@given(st.binary(max_size=200), st.integers(PAGE, len(HIVE)), st.integers(PAGE, len(HIVE)))
def test_any_bytes_in_place_of_any_are_survived(new: bytes, start: int, end: int) -> None:
    assert_survives(HIVE[:start] + new + HIVE[end:])


@given(st.binary())
def test_any_bytes_behind_the_first_four_are_survived(rest: bytes) -> None:
    assert_survives(b"regf" + rest)


@given(st.sampled_from(list(pointers())), st.sampled_from(CELLS))
def test_no_record_can_be_read_in_place_of_another(pointer: int, cell: int) -> None:
    """But for a key's security, which is read for nothing else, so that nobody misses it."""
    hive = bytearray(HIVE)
    pack_into("<I", hive, pointer, cell)
    if cell in (SECURITY, number(pointer)):
        return
    with pytest.raises(HiveError):
        values(bytes(hive))
