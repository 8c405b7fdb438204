"""What a rule of table nat does to the packets of a connection, first and later."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_PROTOCOL, ANY_STATE, ESTABLISHED, NEW, RELATED, Box
from fwlint.model.packetset import PacketSet
from fwlint.model.protocols import WITH_ICMP
from fwlint.model.rule import Rule
from fwlint.model.tag import AnyTest

_OPENS = BitSet.of((NEW, RELATED))
_GOES_ON = BitSet.of((ESTABLISHED,))
_ICMP_OPENS = BitSet.of((NEW,))
_ICMP_GOES_ON = BitSet.of((ESTABLISHED, RELATED))

Part = tuple[PacketSet, tuple[str, ...], tuple[AnyTest, ...]]
"""Some packets of a rule, the conditions under which it takes them, and those that tags decide."""

_UNDER = "its connection was opened under "


def by_connection(part: Part, text: str) -> tuple[Part, Part]:
    """Return a part of a translating rule for packets that open connections, and for the others.

    Table nat sees the former only. The others are translated as their connection was, which may
    have been opened under this rule or not; an ICMP error is such a one, related but no opening.
    The rule's `text` names it, and what it asks of tags it asked of other packets.
    """
    packets, conditions, _ = part
    going_on = _in_state(packets, _GOES_ON, _ICMP_GOES_ON)
    return opening(part), (going_on, (*conditions, opened_under(text)), ())


def opened_under(text: str) -> str:
    """Return the condition of packets whose connection the rule of that `text` has translated."""
    return f"{_UNDER}{text!r}"


def opening(part: Part) -> Part:
    """Return the part of a rule for those of its packets that table nat sees."""
    packets, conditions, tests = part
    return _in_state(packets, _OPENS, _ICMP_OPENS), conditions, tests


def written(rule: Rule) -> Rule | None:
    """Return the rule as it was before `by_connection`, or None for the second of the two."""
    if any(condition.startswith(_UNDER) for condition in rule.conditions):
        return None
    protocols: dict[Box, BitSet] = {}
    for box in rule.packets:
        key = box._replace(protocol=ANY_PROTOCOL, state=ANY_STATE)
        protocols[key] = protocols.get(key, BitSet.of(())) | box.protocol
    boxes = (box._replace(protocol=numbers) for box, numbers in protocols.items())
    return replace(rule, packets=PacketSet.of(boxes))


def _in_state(packets: PacketSet, state: BitSet, icmp_state: BitSet) -> PacketSet:
    boxes = [
        box._replace(protocol=protocol, state=states)
        for box in packets
        for protocol, states in _apart(box.protocol, box.state, state, icmp_state)
    ]
    return PacketSet.of(boxes) if len(boxes) > 1 else PacketSet(tuple(boxes))


@lru_cache
def _apart(
    protocol: BitSet, state: BitSet, wanted: BitSet, wanted_of_icmp: BitSet
) -> tuple[tuple[BitSet, BitSet], ...]:
    """Return protocols but ICMP with their states, and ICMP with its own; not what is empty."""
    both = (
        (protocol - WITH_ICMP, state & wanted),
        (protocol & WITH_ICMP, state & wanted_of_icmp),
    )
    return tuple(one for one in both if all(one))
