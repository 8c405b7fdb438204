"""One entry of an access list: from its line to exact packets.

ASA puts fragments together before it looks at them (Cisco's command reference, `fragment`), so
that a fragment shares the fate of its whole packet, ports and all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from fwlint.dialects.cisco.asa.definitions import Definitions
from fwlint.dialects.cisco.asa.lines import Line, Part
from fwlint.dialects.cisco.asa.networks import ANYWHERE, Networks, networks
from fwlint.dialects.cisco.asa.operands import operands
from fwlint.dialects.cisco.asa.ports import WithPorts
from fwlint.dialects.cisco.asa.services import family_of, transport, with_message
from fwlint.dialects.cisco.transport import Transport
from fwlint.dialects.cisco.words import MeaninglessError, column
from fwlint.model.box import Box
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action


class Meaning(NamedTuple):
    """What an entry says; `place` is the `line` that it says it stands at."""

    place: int | None
    action: Action
    packets: PacketSet
    conditions: tuple[str, ...]
    enabled: bool
    notes: tuple[tuple[str, str], ...]


class Context(NamedTuple):
    """What the words of an entry depend on.

    `addresses` holds those of the interfaces, by name. `families` are those that the list judges.
    """

    definitions: Definitions
    addresses: Mapping[str, Networks]
    families: tuple[int, ...]


@dataclass(slots=True)
class _Entry:
    """An entry, gathered part by part."""

    context: Context
    place: int | None = None
    action: Action = Action.ACCEPT
    transports: tuple[Transport, ...] = (Transport(),)
    operands: list[Part] = field(default_factory=list)
    message: Part | None = None
    conditions: list[str] = field(default_factory=list)
    enabled: bool = True
    notes: list[tuple[str, str]] = field(default_factory=list)


def meaning(line: Line, context: Context) -> Meaning:
    """Return what an entry says, as the grammar reads it; raises MeaninglessError."""
    entry = _Entry(context)
    for part in line:
        _PARTS.get(part.rule, _operand)(entry, part)
    placed = operands(entry.operands, context.definitions)
    source = _addresses(entry, placed.source)
    destination = _addresses(entry, placed.destination)
    transports = WithPorts(context.definitions, entry.conditions).ask(
        entry.transports, placed.source_ports, placed.destination_ports
    )
    if entry.message:
        transports = tuple(with_message(one, entry.message) for one in transports)
    return Meaning(
        entry.place,
        entry.action,
        packets(context.families, source, destination, transports),
        tuple(dict.fromkeys(entry.conditions)),
        entry.enabled,
        tuple(entry.notes),
    )


def standard_meaning(line: Line, context: Context) -> Meaning:
    """Return what an entry of a standard list says: it names the destinations of routes."""
    any_source = Part("any", ())
    at = next(index for index, part in enumerate(line) if part.rule == "action") + 1
    return meaning((*line[:at], any_source, *line[at:]), context)


def packets(
    families: Iterable[int],
    source: Networks,
    destination: Networks,
    transports: Iterable[Transport],
) -> PacketSet:
    """Return the packets between `source` and `destination` that one of `transports` asks for."""
    boxes = []
    for family in families:
        near, far = source.of(family), destination.of(family)
        if not (near.cubes and far.cubes):
            continue
        for one in transports:
            if family_of(one) not in (0, family) or one.is_empty():
                continue
            from_ports, to_ports = one.source_port, one.destination_port
            boxes.append(Box(family, one.protocol, near, far, from_ports, to_ports, one.icmp))
    return PacketSet(tuple(boxes))


def _addresses(entry: _Entry, part: Part) -> Networks:
    """Return what an operand stands for; its doubts become conditions of the entry."""
    definitions = entry.context.definitions
    if part.rule == "interface":
        return _own_addresses(entry, part)
    if part.rule not in ("group", "object"):
        found = networks(part, definitions.labels)
        if found.condition:
            entry.conditions.append(found.condition)
        return found
    name = part.words[0]
    held, conditions = definitions.networks(name)
    if held is None:
        raise MeaninglessError(f"{name} holds no addresses", column(name))
    entry.conditions += conditions
    return held


def _own_addresses(entry: _Entry, part: Part) -> Networks:
    known = entry.context.addresses.get(part.words[1])
    if known is None:
        entry.conditions.append(" ".join(part.words))
    return known or ANYWHERE


def _action(entry: _Entry, part: Part) -> None:
    entry.action = Action.ACCEPT if part.words[0] == "permit" else Action.DENY


def _protocol(entry: _Entry, part: Part) -> None:
    entry.transports = (transport(part.words[0]),)


def _services(entry: _Entry, part: Part) -> None:
    name = part.words[1]
    members, doubts = entry.context.definitions.members(name)
    found = tuple(one for one in members if isinstance(one, Transport))
    if len(found) < len(members):
        raise MeaninglessError(f"{name} holds no services", column(name))
    entry.conditions += doubts
    entry.transports = (Transport(),) if doubts else found


def _place(entry: _Entry, part: Part) -> None:
    entry.place = int(part.words[0])


def _message(entry: _Entry, part: Part) -> None:
    entry.message = part


def _condition(entry: _Entry, part: Part) -> None:
    entry.conditions.append(" ".join(part.words))


def _inactive(entry: _Entry, _part: Part) -> None:
    entry.enabled = False


def _hits(entry: _Entry, part: Part) -> None:
    entry.notes.append(("hits", part.words[0].strip("()").rpartition("=")[2]))


def _hash(entry: _Entry, part: Part) -> None:
    entry.notes.append(("hash", part.words[0]))


def _log(entry: _Entry, part: Part) -> None:
    entry.notes.append(("log", " ".join(part.words)))


def _nothing(_entry: _Entry, _part: Part) -> None:
    """The list's name says nothing of packets."""


def _operand(entry: _Entry, part: Part) -> None:
    entry.operands.append(part)


_PARTS: dict[str, Callable[[_Entry, Part], None]] = {
    "list_name": _nothing,
    "place": _place,
    "action": _action,
    "protocol": _protocol,
    "services": _services,
    "user": _condition,
    "security": _condition,
    "icmp_message": _message,
    "time_range": _condition,
    "inactive": _inactive,
    "hits": _hits,
    "hash": _hash,
    "log": _log,
}
"""What the parts of an entry say; all others are operands."""
