"""What is known of a tag, when rules write on it and ask for it."""

from __future__ import annotations

import pytest

from fwlint.model.packetset import NOTHING
from fwlint.model.tag import (
    CONNECTED,
    CONNECTION,
    PACKET,
    OriginTest,
    Tag,
    Tagging,
    TagTest,
    UnconnectedTest,
)

PLAIN = Tag(known=PACKET | CONNECTION)
COPY = Tagging(clear=PACKET, copy=CONNECTION)


def test_a_constant_is_known_whatever_was_there() -> None:
    assert Tag().written(Tagging(clear=0xFF, flip=0x12)) == Tag(0x12, 0xFF)


def test_bits_that_are_flipped_are_known_as_far_as_they_were() -> None:
    assert Tag(0x1, 0x3).written(Tagging(flip=0x7)) == Tag(0x2, 0x3)


def test_a_copy_is_known_as_far_as_what_is_copied() -> None:
    connection = Tag(0x5 << 32, 0xF << 32 | 0x30)
    assert connection.written(COPY) == Tag(0x5 << 32 | 0x5, 0xF << 32 | 0xF)


def test_of_lost_bits_nothing_is_known() -> None:
    assert PLAIN.written(Tagging(lose=PACKET)) == Tag(known=CONNECTION)


def test_an_untracked_packet_has_no_connection_to_know_of() -> None:
    assert PLAIN.written(Tagging(untrack=True)) == Tag(known=PACKET, untracked=True)


def test_two_tags_agree_on_the_bits_that_both_know_alike() -> None:
    assert Tag(0b0101, 0b0111).agreed(Tag(0b1100, 0b1110)) == Tag(0b0100, 0b0110)


@pytest.mark.parametrize(
    ("tag", "answer"),
    [
        (Tag(0x1, 0x3), True),
        (Tag(0x3, 0x3), False),
        (Tag(0x1, 0x1), None),
        (Tag(0x2, 0x2), False),
        (Tag(), None),
    ],
    ids=["equal", "unequal", "half-known", "known-to-differ", "unknown"],
)
def test_a_test_is_answered_where_enough_is_known(tag: Tag, answer: bool | None) -> None:
    assert TagTest("t", mask=0x3, value=0x1).holds(tag) is answer
    negated = TagTest("t", mask=0x3, value=0x1, negated=True)
    assert negated.holds(tag) is (None if answer is None else not answer)


def test_a_value_beyond_the_mask_equals_no_tag() -> None:
    assert TagTest("t", mask=0x3, value=0x4).holds(Tag()) is False


def test_how_a_packet_came_stays_whatever_is_written_on_it() -> None:
    came = Tag(known=PACKET, origin=frozenset({("asked", True)}))
    assert came.written(Tagging(clear=1, flip=1)).origin == came.origin


def test_two_tags_agree_on_the_answers_that_both_have() -> None:
    one = Tag(origin=frozenset({("a", True), ("b", True)}))
    other = Tag(origin=frozenset({("a", True), ("b", False)}))
    assert one.agreed(other).origin == {("a", True)}


@pytest.mark.parametrize("answer", [True, False, None])
def test_what_is_asked_of_a_packet_as_it_came_is_told_by_its_tag(answer: bool | None) -> None:
    known = frozenset() if answer is None else frozenset({("asked", answer)})
    assert OriginTest("asked", NOTHING, NOTHING).holds(Tag(origin=known)) is answer


def test_a_packet_without_a_connection_is_untracked_or_not() -> None:
    test = UnconnectedTest("asked", untracked=True, otherwise=False)
    tag = Tag(known=CONNECTED)
    assert test.holds(tag) is False
    assert test.holds(tag.written(Tagging(untrack=True))) is True
    assert test.holds(tag.written(Tagging(lose=CONNECTED))) is None


def test_what_claims_a_packet_and_what_takes_it_from_tracking_comes_first() -> None:
    claim, untrack = Tagging(claim=True), Tagging(untrack=True)

    assert not Tag().written(claim).written(untrack).untracked
    assert not Tag().written(untrack).written(claim).claimed
    unknown = Tag().agreed(Tag(claimed=True))
    assert unknown.claimed is unknown.written(Tagging(flip=1)).claimed is None
