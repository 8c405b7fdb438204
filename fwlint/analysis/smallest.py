"""The smallest cover of a dead rule that can be found, over all ways to it."""

from __future__ import annotations

from collections.abc import Sequence

from fwlint.analysis.cover import Way
from fwlint.analysis.flatten import Step
from fwlint.analysis.point import holds

_TRIED = 64
"""The largest cover that is tried without each of its members."""


def smallest_cover(ways: Sequence[Way]) -> list[Step]:
    """Return a step of each rule that is needed to take all packets on all `ways`, in order.

    That is one rule if one does it everywhere; else a union of which no member can be missed.
    """
    everywhere = set.intersection(*(set(way.alone) for way in ways))
    if everywhere:
        return [min((ways[0].alone[one] for one in everywhere), key=_number)]
    found = {identity: step for way in ways for identity, step in _members(way).items()}
    if 1 < len(found) <= _TRIED:
        for identity in list(found):
            others = {one: step for one, step in found.items() if one != identity}
            if all(_can_do_without(way, identity, others) for way in ways):
                found = others
    return sorted(found.values(), key=_number)


def _members(way: Way) -> dict[int, Step]:
    if way.alone:
        identity, step = min(way.alone.items(), key=lambda one: one[1].number)
        return {identity: step}
    return {identity: step for identity, (step, _) in way.used.items()}


def _can_do_without(way: Way, identity: int, others: dict[int, Step]) -> bool:
    steps = [step for other in others.values() for step in way.takers.steps_of(other)]
    before = [step for step in steps if step.stands_before(way.step)]
    if identity in way.used:
        point = way.used[identity][1]
        if not any(holds(box, point) for step in before for box in step.packets):
            return False
    return way.suffice(before)


def _number(step: Step) -> int:
    return step.number
