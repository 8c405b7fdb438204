"""The algebra of packet sets against brute force: every packet of a tiny space, one by one."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from fwlint.model.addresses import AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import Box, coordinates, is_empty
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet
from tests.tiny import PACKETS, boxes, holds, packet_sets


@given(packet_sets(), packet_sets())
def test_union_intersection_and_difference_are_those_of_the_members(
    a: PacketSet, b: PacketSet
) -> None:
    for packet in PACKETS:
        in_a, in_b = holds(a, packet), holds(b, packet)
        assert holds(a | b, packet) == (in_a or in_b)
        assert holds(a & b, packet) == (in_a and in_b)
        assert holds(a - b, packet) == (in_a and not in_b)


@given(packet_sets(), packet_sets())
def test_one_set_covers_another_exactly_when_nothing_is_left(a: PacketSet, b: PacketSet) -> None:
    assert (a | b).covers(a)
    assert a.covers(a & b)
    assert a.covers(b) == (not (b - a))


@given(boxes(), boxes())
def test_difference_yields_disjoint_boxes(a: Box, b: Box) -> None:
    pieces = (PacketSet((a,)) - PacketSet((b,))).boxes
    for index, piece in enumerate(pieces):
        assert not is_empty(piece)
        assert not PacketSet((piece,)) & PacketSet(pieces[:index])


@given(packet_sets())
def test_freeing_a_coordinate_keeps_the_others_apart(a: PacketSet) -> None:
    freed = a.freed("destination_port")
    for packet in PACKETS:
        variants = [packet._replace(destination_port=port) for port in range(4)]
        assert holds(freed, packet) == any(holds(a, variant) for variant in variants)


ADDRESSES = range(16)
WILDCARDS = st.builds(
    lambda base, free: AddressSet.wildcard(base, free | 0xFFFFFFF0, 4),
    st.integers(0, 15),
    st.integers(0, 15),
)


@given(st.lists(WILDCARDS, max_size=3), st.lists(WILDCARDS, max_size=3))
def test_discontiguous_wildcards_subtract_exactly(
    first: list[AddressSet], second: list[AddressSet]
) -> None:
    a, b = AddressSet.union(first), AddressSet.union(second)
    for address in ADDRESSES:
        assert (address in a - b) == (address in a and address not in b)
        assert (address in a & b) == (address in a and address in b)


@given(st.integers(0, 300), st.integers(0, 300), st.sampled_from([4, 6]))
def test_an_address_range_holds_its_ends_and_all_between(
    first: int, last: int, family: int
) -> None:
    addresses = AddressSet.range(first, last, family)
    assert [n for n in range(302) if n in addresses] == list(range(first, last + 1))


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=4),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=4),
)
def test_interval_sets_with_the_same_members_are_equal(
    first: list[tuple[int, int]], second: list[tuple[int, int]]
) -> None:
    a, b = IntervalSet.union(first), IntervalSet.union(second)
    same = all((n in a) == (n in b) for n in range(10))
    assert (a == b) == same
    assert IntervalSet.union((n, n + 1) for n in range(10) if n in a - b) == a - b
    assert IntervalSet.union((n, n + 1) for n in range(10) if n in a and n in b) == a & b


def test_members_of_a_bit_set_come_back_in_order() -> None:
    assert list(BitSet.of((17, 1, 6))) == [1, 6, 17]
    assert list(product(BitSet.of(()), repeat=1)) == []


def test_every_coordinate_of_the_whole_space_is_full() -> None:
    assert not is_empty(Box(4))
    assert all(coordinates(Box(6)))
