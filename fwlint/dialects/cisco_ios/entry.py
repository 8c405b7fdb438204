"""One entry of an access list: from its line to exact packets.

IP fragments are treated as Cisco's "IOS IP Configuration Guide" has it ("Specifying IP Extended
Access Lists with Fragment Control"): a fragment after the first has no transport header, so an
entry that asks for something in it permits such a fragment by its addresses and protocol alone,
and never denies it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lark import Token, Tree

from fwlint.dialects.cisco_ios.names import ANY_PROTOCOL_NAMES, PROTOCOLS
from fwlint.dialects.cisco_ios.transport import icmp_set, port_set, tcp_flag_set
from fwlint.dialects.cisco_ios.words import (
    MeaninglessError,
    address_set,
    inner,
    number,
    phrase,
    words,
)
from fwlint.dialects.grammar import load
from fwlint.model.bitset import BitSet
from fwlint.model.box import FRAGMENT, WHOLE, Box
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action

_STARTS = ("standard_entry", "extended_entry", "ipv6_entry")

_WITH_HEADER = BitSet.of((WHOLE,))
_WITHOUT_HEADER = BitSet.of((FRAGMENT,))


@dataclass(slots=True)
class Entry:
    """What an entry says, gathered part by part; without `sequence` it follows the last one.

    `box` holds what it asks of a packet that has its transport header, `asks_header` is whether it
    asks for anything in that header, and `conditions` names what else must hold.
    """

    box: Box
    action: Action = Action.ACCEPT
    sequence: int | None = None
    conditions: list[str] = field(default_factory=list)
    asks_header: bool = False
    fragments: Token | None = None

    def restrict(self, coordinate: str, members: Any) -> None:
        """Ask for `members` in one coordinate of the packets."""
        self.box = self.box._replace(**{coordinate: members})

    def packets(self) -> PacketSet:
        """Return the packets that the entry decides, if its conditions hold."""
        whole = self.box
        without_header = Box(whole.family, whole.protocol, whole.source, whole.destination)
        if not self.asks_header:
            if self.fragments:
                without_header = without_header._replace(fragment=_WITHOUT_HEADER)
            return PacketSet.of((without_header,))
        boxes = [whole._replace(fragment=_WITH_HEADER)]
        if self.action is Action.ACCEPT:
            boxes.append(without_header._replace(fragment=_WITHOUT_HEADER))
        return PacketSet.of(boxes)


def read_entry(text: str, start: str, family: int) -> Entry:
    """Return what the entry `text` says by the grammar's rule `start`.

    Raises lark's UnexpectedInput where the grammar refuses it, and MeaninglessError where a word of
    it means nothing.
    """
    entry = Entry(Box(family))
    for part in parse_entry(text, start).children:
        assert isinstance(part, Tree)  # the entry rules hold nothing but rules
        _PARTS[part.data](entry, part)
    if entry.fragments and entry.asks_header:
        message = "fragments have no transport header to ask for"
        raise MeaninglessError(message, entry.fragments.column)
    return entry


def parse_entry(text: str, start: str) -> Tree[Token]:
    """Return the entry `text` as the grammar's rule `start` reads it.

    Raises lark's UnexpectedInput.
    """
    return load("cisco_ios", *_STARTS).parse(text, start=start)


def _sequence(entry: Entry, part: Tree[Token]) -> None:
    entry.sequence = int(words(part)[0])


def _action(entry: Entry, part: Tree[Token]) -> None:
    entry.action = Action.ACCEPT if phrase(part) == "permit" else Action.DENY


def _protocol(entry: Entry, part: Tree[Token]) -> None:
    word = words(part)[0]
    if word == ANY_PROTOCOL_NAMES[entry.box.family]:
        return
    value = number(word, 255, PROTOCOLS[entry.box.family], "protocol")
    if value:
        entry.restrict("protocol", BitSet.of((value,)))
    else:  # some releases take 0 for every protocol
        entry.conditions.append(f"protocol {word}")


def _address(entry: Entry, part: Tree[Token]) -> None:
    address = inner(part)
    if address.data == "group":
        entry.conditions.append(phrase(address))
    else:
        entry.restrict(part.data, address_set(address))


def _port(entry: Entry, part: Tree[Token]) -> None:
    entry.asks_header = True
    ports = inner(part)
    if ports.data == "port_group":
        entry.conditions.append(phrase(ports))
    else:
        protocol = next(iter(entry.box.protocol))
        entry.restrict(part.data, port_set(ports, protocol))


def _icmp_message(entry: Entry, part: Tree[Token]) -> None:
    entry.asks_header = True
    entry.restrict("icmp", icmp_set(part, entry.box.family))


def _tcp_test(entry: Entry, part: Tree[Token]) -> None:
    entry.asks_header = True
    entry.restrict("tcp_flags", tcp_flag_set(part))


def _fragments(entry: Entry, part: Tree[Token]) -> None:
    entry.fragments = words(part)[0]


def _condition(entry: Entry, part: Tree[Token]) -> None:
    entry.conditions.append(phrase(part))


def _igmp_type(entry: Entry, part: Tree[Token]) -> None:
    entry.conditions.append(f"igmp {phrase(part)}")


def _no_effect(_entry: Entry, _part: Tree[Token]) -> None:
    """`reflect NAME` lets the replies in elsewhere; for the packet itself it changes nothing."""


_PARTS: dict[str, Callable[[Entry, Tree[Token]], None]] = {
    "sequence": _sequence,
    "action": _action,
    "protocol": _protocol,
    "service_group": _condition,
    "source": _address,
    "destination": _address,
    "source_port": _port,
    "destination_port": _port,
    "icmp_message": _icmp_message,
    "igmp_type": _igmp_type,
    "established": _tcp_test,
    "flags": _tcp_test,
    "match_any": _tcp_test,
    "match_all": _tcp_test,
    "fragments": _fragments,
    "condition": _condition,
    "dynamic": _condition,
    "evaluate": _condition,
    "reflect": _no_effect,
}
