"""The rules of a policy that given packets can meet, without going through all the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from fwlint.analysis.point_index import PORTS_FIRST, PointIndex
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Rule
from fwlint.model.uncollected import uncollected

_SHORT = 32
"""A policy with fewer rules is gone through."""
_USES = 4
"""Making the index takes as long as going through a policy a few times."""
_MANY_BOXES = 32
"""Packets in more boxes than this meet most of a policy anyway."""


@dataclass(slots=True)
class _Asked:
    """A policy that was asked about: its enabled rules, how often, and the index, once made."""

    rules: tuple[Rule, ...]
    uses: int = 0
    index: PointIndex[int] | None = None


_asked: WeakKeyDictionary[Policy, _Asked] = WeakKeyDictionary()


def rules_meeting(policy: Policy, packets: PacketSet) -> Iterator[Rule]:
    """Yield the enabled rules of `policy` that meet these packets, in the order of resolution."""
    if len(policy.rules) < _SHORT:
        return _meeting(_enabled(policy), packets)
    asked = _asked.get(policy)
    if asked is None:
        asked = _asked[policy] = _Asked(_enabled(policy))
    asked.uses += 1
    if asked.uses <= _USES or len(packets.boxes) > _MANY_BOXES:
        return _meeting(asked.rules, packets)
    index = asked.index = asked.index or _indexed(asked.rules)
    numbers = {number for box in packets for _, number in index.crossing(box)}
    return (asked.rules[number] for number in sorted(numbers))


def _enabled(policy: Policy) -> tuple[Rule, ...]:
    return tuple([rule for rule in policy.in_order() if rule.enabled])


def _meeting(rules: tuple[Rule, ...], packets: PacketSet) -> Iterator[Rule]:
    return (rule for rule in rules if rule.packets.meets(packets))


@uncollected()
def _indexed(rules: tuple[Rule, ...]) -> PointIndex[int]:
    index: PointIndex[int] = PointIndex(PORTS_FIRST)
    for number, rule in enumerate(rules):
        for box in rule.packets:
            index.add(box, number)
    return index
