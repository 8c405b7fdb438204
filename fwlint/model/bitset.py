"""Subsets of a small finite universe: protocols, connection states, TCP flag combinations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fwlint.model.frozen import frozen


@frozen()
class BitSet:
    """A set of small integers; member `n` is bit `n` of `bits`."""

    bits: int

    @classmethod
    def of(cls, members: Iterable[int]) -> BitSet:
        """Return the set of `members`, each a non-negative integer."""
        bits = 0
        for member in members:
            bits |= 1 << member
        return cls(bits)

    @classmethod
    def below(cls, size: int) -> BitSet:
        """Return the whole universe `0 … size-1`."""
        return cls((1 << size) - 1)

    def __and__(self, other: BitSet) -> BitSet:
        bits = self.bits & other.bits
        return self if bits == self.bits else BitSet(bits)

    def __or__(self, other: BitSet) -> BitSet:
        return BitSet(self.bits | other.bits)

    def __sub__(self, other: BitSet) -> BitSet:
        return BitSet(self.bits & ~other.bits)

    def meets(self, other: BitSet) -> bool:
        """Return whether the two sets share a member."""
        return bool(self.bits & other.bits)

    def covers(self, other: BitSet) -> bool:
        """Return whether every member of `other` is in this set."""
        return not other.bits & ~self.bits

    def __bool__(self) -> bool:
        return self.bits != 0

    def __contains__(self, member: int) -> bool:
        return bool(self.bits >> member & 1)

    def __iter__(self) -> Iterator[int]:
        bits = self.bits
        while bits:
            lowest = bits & -bits
            yield lowest.bit_length() - 1
            bits ^= lowest

    def __len__(self) -> int:
        return self.bits.bit_count()
