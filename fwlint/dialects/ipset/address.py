"""Addresses as elements write them: one, a network, or a range."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from ipaddress import IPv6Address

from fwlint.dialects.ipset.line import parse
from fwlint.dialects.netfilter.number import number
from fwlint.model.addresses import BITS
from fwlint.model.intervals import IntervalSet

Block = tuple[int, int]
"""The first and the last address of a block."""

_ALIKE = str.maketrans("123456789bcdefABCDEF", "000000000aaaaaaaaaaa")
"""The grammar makes no difference between these."""


def block(text: str, family: int) -> Block | None:
    """Return the addresses that `text` stands for, or None for a host name.

    Raises ValueError for what is no such address, and lark's UnexpectedInput.
    """
    (kind, word), *others = words_of(text)
    if kind == "HOST_NAME":
        return None
    first = _address(word, family)
    if not others:
        return first, first
    [(kind, last)] = others
    if kind == "ADDRESS":
        ends = sorted((first, _address(last, family)))
        return ends[0], ends[1]
    length = number(last, BITS[family], "prefix length")
    free = (1 << (BITS[family] - length)) - 1
    return first & ~free, first | free


def covered(ends: Block, netmask: int | None, family: int) -> IntervalSet[int]:
    """Return the addresses that a set with this netmask takes for one of the block."""
    free = (1 << (BITS[family] - netmask)) - 1 if netmask else 0
    first, last = ends
    return IntervalSet(((first & ~free, (last | free) + 1),))


def networks(ends: Block, family: int) -> Iterator[tuple[Block, int]]:
    """Yield the networks that make up a block, each with the length of its prefix."""
    first, last = ends
    bits = BITS[family]
    while first <= last:
        free = min(_trailing_zeros(first, bits), (last - first + 1).bit_length() - 1)
        yield (first, first + (1 << free) - 1), bits - free
        first += 1 << free


def words_of(text: str) -> list[tuple[str, str]]:
    """Return the words of `text` by their kinds. Raises lark's UnexpectedInput."""
    return [(kind, text[start:end]) for kind, start, end in _cut(text.translate(_ALIKE))]


@lru_cache(maxsize=4096)
def _cut(shape: str) -> tuple[tuple[str, int, int], ...]:
    """Return the kind, the start and the end of each word of a text of that shape."""
    return tuple(
        (word.type, word.start_pos or 0, word.end_pos or 0)
        for word in parse(shape, "address").scan_values(lambda _: True)
    )


def _trailing_zeros(address: int, bits: int) -> int:
    return (address & -address).bit_length() - 1 if address else bits


def _address(text: str, family: int) -> int:
    if family == 6:
        try:
            return int(IPv6Address(text))
        except ValueError:
            raise ValueError(f"{text} is no IPv6 address") from None
    *head, tail = text.split(".")
    address = 0
    for place, part in enumerate(head, 1):
        address |= number(part, 255, "part of an IPv4 address") << (32 - 8 * place)
    free = 32 - 8 * len(head)  # the last number of a short address fills what is left
    return address | number(tail, (1 << free) - 1, "end of an IPv4 address")
