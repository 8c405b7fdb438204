"""One entry of an access list: from its line to exact packets.

IP fragments are treated as Cisco's "IOS IP Configuration Guide" has it ("Specifying IP Extended
Access Lists with Fragment Control"): a fragment after the first has no transport header, so an
entry that asks for something in it permits such a fragment by its addresses and protocol alone,
and never denies it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from fwlint.dialects.cisco.addresses import FORMS
from fwlint.dialects.cisco.groups import Groups
from fwlint.dialects.cisco.platform import Kind, Platform
from fwlint.dialects.cisco.transport import Transport, icmp_set, port_set, tcp_flag_set
from fwlint.dialects.cisco.words import MeaninglessError, inner, number, parse, phrase, words
from fwlint.model.addresses import EVERYWHERE, AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import (
    ANY_FRAGMENT,
    ANY_ICMP,
    ANY_INTERFACE,
    ANY_PORT,
    ANY_PROFILE,
    ANY_STATE,
    ANY_TCP_FLAGS,
    FRAGMENT,
    WHOLE,
    Box,
)
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action

if TYPE_CHECKING:
    from lark import Token, Tree

WITH_HEADER = BitSet.of((WHOLE,))
_WITHOUT_HEADER = BitSet.of((FRAGMENT,))
_NO_HEADER = (ANY_PORT, ANY_PORT, ANY_ICMP, ANY_STATE, ANY_TCP_FLAGS)
_ANYWHERE = (ANY_PROFILE, ANY_INTERFACE, ANY_INTERFACE)


class Meaning(NamedTuple):
    """What an entry says; without `sequence` it follows the last one."""

    sequence: int | None
    action: Action
    packets: PacketSet
    conditions: tuple[str, ...]
    hits: str


class Context(NamedTuple):
    """What the words of an entry depend on."""

    platform: Platform
    kind: Kind
    groups: Groups


@dataclass(slots=True)
class Entry:
    """An entry, gathered part by part.

    `transports` holds the alternatives of a group of services, else the one thing that is asked.
    """

    context: Context
    action: Action = Action.ACCEPT
    sequence: int | None = None
    source: AddressSet = EVERYWHERE
    destination: AddressSet = EVERYWHERE
    transports: tuple[Transport, ...] = (Transport(),)
    conditions: list[str] = field(default_factory=list)
    fragments: Token | None = None
    hits: str = ""

    def meaning(self) -> Meaning:
        """Return what the entry says as a whole; raises MeaninglessError."""
        if self.fragments and any(one.asks_header for one in self.transports):
            message = "fragments have no transport header to ask for"
            raise MeaninglessError(message, self.fragments.column)
        found = packets(
            self.context.kind.family,
            self.action,
            self.source,
            self.destination,
            self.transports,
            bool(self.fragments),
        )
        conditions = tuple(dict.fromkeys(self.conditions))
        return Meaning(self.sequence, self.action, found, conditions, self.hits)

    def ask(self, coordinate: str, members: Any) -> None:
        """Ask for something in the transport header, by a coordinate of `Transport`."""
        (transport,) = self.transports
        self.transports = (transport._replace(asks_header=True, **{coordinate: members}),)


def packets(
    family: int,
    action: Action,
    source: AddressSet,
    destination: AddressSet,
    transports: Iterable[Transport],
    fragments: bool = False,
) -> PacketSet:
    """Return the packets that an entry decides, if its conditions hold."""
    if not (source.cubes and destination.cubes):
        return PacketSet()
    boxes = []
    for one in transports:
        protocol, from_port, to_port, icmp, flags, asks_header = one
        ends = (family, protocol, source, destination)
        if asks_header and not one.is_empty():
            header = (from_port, to_port, icmp, ANY_STATE, flags, WITH_HEADER)
            boxes.append(Box._make((*ends, *header, *_ANYWHERE)))
        if not asks_header or action is Action.ACCEPT:
            without = _WITHOUT_HEADER if fragments or asks_header else ANY_FRAGMENT
            boxes.append(Box._make((*ends, *_NO_HEADER, without, *_ANYWHERE)))
    return PacketSet(tuple(boxes))


def read_entry(text: str, context: Context) -> Meaning:
    """Return what the entry `text` says by the grammar's rule for its kind of list.

    Raises lark's UnexpectedInput where the grammar refuses it, and MeaninglessError where a word of
    it means nothing.
    """
    return gather(parse(context.platform, context.kind.start, text), context).meaning()


def gather(tree: Tree[Token], context: Context) -> Entry:
    """Return an entry from its parse tree; raises MeaninglessError."""
    entry = Entry(context)
    for part in tree.children:
        assert not isinstance(part, str)  # the entry rules hold nothing but rules
        _PARTS[part.data](entry, part)
    return entry


def _sequence(entry: Entry, part: Tree[Token]) -> None:
    entry.sequence = int(words(part)[0])


def _action(entry: Entry, part: Tree[Token]) -> None:
    entry.action = Action.ACCEPT if phrase(part) == "permit" else Action.DENY


def _protocol(entry: Entry, part: Tree[Token]) -> None:
    platform, kind, _ = entry.context
    word = words(part)[0]
    if word in platform.every_protocol[kind.family]:
        return
    value = number(word, 255, platform.protocols[kind.family], "protocol")
    if value:
        entry.transports = (Transport(BitSet.of((value,))),)
    else:  # some releases take 0 for every protocol
        entry.conditions.append(f"protocol {word}")


def _services(entry: Entry, part: Tree[Token]) -> None:
    found, open_conditions = entry.context.groups.services(phrase(part), words(part)[1])
    entry.transports = found
    entry.conditions += open_conditions


def address_of(part: Tree[Token], context: Context) -> tuple[AddressSet, tuple[str, ...]]:
    """Return what a form of address stands for, and under which conditions."""
    if part.data != "group":
        return FORMS[part.data](words(part)), ()
    keyword, name = words(part)
    if keyword == "interface":
        return EVERYWHERE, (phrase(part),)
    return context.groups.addresses(phrase(part), name, context.kind.family)


def _source(entry: Entry, part: Tree[Token]) -> None:
    entry.source, conditions = address_of(inner(part), entry.context)
    entry.conditions += conditions


def _destination(entry: Entry, part: Tree[Token]) -> None:
    entry.destination, conditions = address_of(inner(part), entry.context)
    entry.conditions += conditions


def _port(entry: Entry, part: Tree[Token]) -> None:
    ports = inner(part)
    protocol = next(iter(entry.transports[0].protocol))
    if ports.data == "grouped_ports":
        found, conditions = entry.context.groups.ports(phrase(ports), words(ports)[1], protocol)
        entry.conditions += conditions
    else:
        found = port_set(str(ports.data), tuple(words(ports)), protocol, entry.context.platform)
    entry.ask(part.data, found)


def _icmp_message(entry: Entry, part: Tree[Token]) -> None:
    entry.ask("icmp", icmp_set(part, entry.context.kind.family, entry.context.platform))


def _tcp_test(entry: Entry, part: Tree[Token]) -> None:
    entry.ask("tcp_flags", tcp_flag_set(part, entry.context.platform))


def _fragments(entry: Entry, part: Tree[Token]) -> None:
    entry.fragments = words(part)[0]


def _condition(entry: Entry, part: Tree[Token]) -> None:
    entry.conditions.append(phrase(part))


def _igmp_type(entry: Entry, part: Tree[Token]) -> None:
    entry.conditions.append(f"igmp {phrase(part)}")


def _hits(entry: Entry, part: Tree[Token]) -> None:
    entry.hits = phrase(part).strip("()[]").split()[0].rpartition("=")[2]


def _no_effect(_entry: Entry, _part: Tree[Token]) -> None:
    """Whether the packet passes is not changed: `reflect NAME`, say, only lets the replies in."""


_PARTS: dict[str, Callable[[Entry, Tree[Token]], None]] = {
    "sequence": _sequence,
    "action": _action,
    "protocol": _protocol,
    "services": _services,
    "source": _source,
    "destination": _destination,
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
    "hits": _hits,
    "log": _no_effect,
    "reflect": _no_effect,
    "next_hop": _no_effect,
    "counter": _no_effect,
}
