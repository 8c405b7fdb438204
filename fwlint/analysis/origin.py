"""What rules ask of packets as they came, answered before any of them is rewritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fwlint.model.packetset import NOTHING, PacketSet
from fwlint.model.tag import OriginTest

MOST = 64
"""Groups of packets that are told apart; a question that would make more is left open."""

Answers = frozenset[tuple[str, bool]]


def answers(packets: PacketSet, questions: Iterable[OriginTest]) -> dict[Answers, PacketSet]:
    """Return `packets` in groups, each by its answers to `questions`."""
    groups = {Answers(): packets}
    for question in questions:
        told: dict[Answers, PacketSet] = {}
        for known, group in groups.items():
            for answer, some in _told_apart(group, question):
                told[known | answer] = told.get(known | answer, NOTHING) | some
        if len(told) <= MOST:
            groups = told
    return groups


def _told_apart(packets: PacketSet, question: OriginTest) -> Iterator[tuple[Answers, PacketSet]]:
    asked = question.condition
    yes, perhaps = packets & question.surely, packets & question.perhaps
    for answer, some in (
        (Answers([(asked, True)]), yes),
        (Answers([(asked, False)]), packets - question.perhaps),
        (Answers(), perhaps - question.surely),
    ):
        if some:
            yield answer, some
