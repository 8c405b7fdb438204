"""Sets of IP addresses as ternary cubes, so that discontiguous wildcards stay exact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, summarize_address_range

from fwlint.model.frozen import frozen

Cube = tuple[int, int]
"""`(value, care)`: the addresses that agree with `value` in every bit set in `care`."""

BITS = {4: 32, 6: 128}


@frozen()
class AddressSet:
    """A union of cubes of one address family; the family is the box's, not repeated here.

    Cubes are normalised (`value & ~care == 0`) and may overlap; equality is by representation,
    so compare sets with `covers`, not with `==`.
    """

    cubes: tuple[Cube, ...] = ()

    @classmethod
    def wildcard(cls, base: int, free: int, family: int) -> AddressSet:
        """Return the addresses equal to `base` in every bit that is 0 in `free` (any pattern)."""
        care = ~free & ((1 << BITS[family]) - 1)
        return cls(((base & care, care),))

    @classmethod
    def network(cls, network: IPv4Network | IPv6Network) -> AddressSet:
        """Return the addresses of a prefix."""
        return cls(((int(network.network_address), int(network.netmask)),))

    @classmethod
    def range(cls, first: int, last: int, family: int) -> AddressSet:
        """Return the addresses `first … last`, both included; empty when they are reversed."""
        if first > last:
            return cls()
        prefixes: Iterable[IPv4Network | IPv6Network]
        if family == 4:
            prefixes = summarize_address_range(IPv4Address(first), IPv4Address(last))
        else:
            prefixes = summarize_address_range(IPv6Address(first), IPv6Address(last))
        return cls(tuple((int(p.network_address), int(p.netmask)) for p in prefixes))

    @classmethod
    def union(cls, sets: Iterable[AddressSet]) -> AddressSet:
        """Return the union; a set that is everything swallows the others."""
        cubes = tuple(dict.fromkeys(cube for one in sets for cube in one.cubes))
        return EVERYWHERE if _EVERYTHING in cubes else cls(cubes)

    def __and__(self, other: AddressSet) -> AddressSet:
        if self is other or other is EVERYWHERE:
            return self
        if self is EVERYWHERE:
            return other
        cubes = tuple(
            (v1 | v2, m1 | m2)
            for v1, m1 in self.cubes
            for v2, m2 in other.cubes
            if not (v1 ^ v2) & m1 & m2
        )
        return self if cubes == self.cubes else AddressSet(cubes)

    def __or__(self, other: AddressSet) -> AddressSet:
        return AddressSet.union((self, other))

    def __sub__(self, other: AddressSet) -> AddressSet:
        left: list[Cube] = []
        for cube in self.cubes:
            _leave(cube, other.cubes, left)
        return AddressSet(tuple(left))

    def keeping(self, bits: int) -> AddressSet:
        """Return every address that agrees with one of these in `bits`."""
        return AddressSet.union([AddressSet(tuple((v & bits, c & bits) for v, c in self.cubes))])

    def meets(self, other: AddressSet) -> bool:
        """Return whether the two sets share an address."""
        for value, care in self.cubes:
            for other_value, other_care in other.cubes:
                if not (value ^ other_value) & care & other_care:
                    return True
        return False

    def covers(self, other: AddressSet) -> bool:
        """Return whether every address of `other` is in this set."""
        if self is other or self is EVERYWHERE:
            return True
        if len(self.cubes) == 1:
            ((value, care),) = self.cubes
            for v, c in other.cubes:  # noqa: SIM110  # all() is twice as slow, a million times
                if care & ~c or v & care != value:
                    return False
            return True
        return not other - self

    def __bool__(self) -> bool:
        return bool(self.cubes)

    def __contains__(self, address: int) -> bool:
        for value, care in self.cubes:  # noqa: SIM110  # any() is twice as slow, a million times
            if address & care == value:
                return True
        return False


_EVERYTHING: Cube = (0, 0)
EVERYWHERE = AddressSet((_EVERYTHING,))


def _leave(cube: Cube, holes: Iterable[Cube], left: list[Cube]) -> None:
    """Add disjoint cubes to `left` that make up `cube` without `holes`.

    Each piece is cut by the holes that meet it only, so that thousands of holes are not too many.
    """
    value, care = cube
    holes = [hole for hole in holes if not (value ^ hole[0]) & care & hole[1]]
    if not holes:
        left.append(cube)
        return
    first, *others = holes
    pieces = _outside(cube, first)
    if not others:
        left += pieces
        return
    for piece in pieces:
        _leave(piece, others, left)


def _outside(cube: Cube, hole: Cube) -> Iterator[Cube]:
    """Yield disjoint cubes that make up `cube` without `hole`, which meets it, widest first."""
    value, care = cube
    hole_value, hole_care = hole
    undecided = hole_care & ~care
    while undecided:
        bit = 1 << (undecided.bit_length() - 1)
        undecided ^= bit
        care |= bit
        yield value | (~hole_value & bit), care
        value |= hole_value & bit
