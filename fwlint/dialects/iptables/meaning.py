"""What each option of a rule says of packets, by iptables(8) and iptables-extensions(8).

An option that is not here says nothing that a box can hold, and the rule has it as a condition.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import Any

from fwlint.dialects.iptables.address import address_range, networks
from fwlint.dialects.iptables.address_type import address_types
from fwlint.dialects.iptables.clause import Clause
from fwlint.dialects.iptables.match import Match
from fwlint.dialects.iptables.option import Option, RefusedError
from fwlint.dialects.iptables.state import TRACKED, direction, states
from fwlint.dialects.iptables.tcp import HANDSHAKE, flags
from fwlint.dialects.netfilter.icmp import icmp_type
from fwlint.dialects.netfilter.number import decimal_number
from fwlint.dialects.netfilter.port import ports
from fwlint.dialects.netfilter.protocol import protocol
from fwlint.model import box
from fwlint.model.bitset import BitSet
from fwlint.model.intervals import IntervalSet
from fwlint.model.protocols import NUMBERS


class Told(Enum):
    """How much of what an option says the packets of the rule tell."""

    WHOLLY = "exact"
    PARTLY = "exact where packets tell, else a condition"
    NOT = "condition"
    BESIDES = "belongs to the options beside it"


Reader = Callable[[str, int], Any]
"""What reads an argument, given the family: a set of some coordinate, or None if it is unknown."""

UNTRACKED_TABLE = "raw"
"""The table whose chains stand before connection tracking."""

_OF_CONNECTIONS = ("conntrack", "connmark")
"""The matches that take no packet without a connection, unless they ask for its state."""

_DECIMAL_PORTS = (("match", "udp"), ("match", "dccp"))
"""The matches that leave it to getaddrinfo(3) what a port is, to which none is octal."""


def apply(option: Option, match: Match) -> Told:
    """Add what `option` says to `match`. Raises RefusedError for an argument that means nothing."""
    if option.kind in SAYING_NOTHING:
        return SAYING_NOTHING[option.kind]
    say = MEANINGS.get(option.kind)
    if say is None:
        return Told.NOT
    try:
        return say(match, option)
    except ValueError as error:
        raise RefusedError(str(error), option.value) from error


def load(clause: Clause, match: Match) -> None:
    """Add what the match of `clause` says by itself, whatever its options."""
    names = clause.extension.protocols if clause.extension else ()
    if names:
        loads = clause.head or clause.options[0]
        match.need_header(loads, BitSet.of(NUMBERS[name] for name in names))
    asks_more = clause.name in _OF_CONNECTIONS and not clause.has("connection_state")
    if asks_more and clause.options and match.table != UNTRACKED_TABLE:
        match.narrow("state", TRACKED)  # for others the kernel answers questions on states only


def _demand(match: Match, option: Option, coordinate: str, members: Any) -> Told:
    if members is None:
        return Told.NOT
    match.demand(option, coordinate, members)
    return Told.WHOLLY


def _doubt(match: Match, option: Option, coordinate: str, sets: tuple[Any, Any]) -> Told:
    sure, possible = sets
    match.doubt(option, coordinate, sure, possible)
    return Told.WHOLLY if sure == possible else Told.PARTLY


def _members(match: Match, option: Option) -> Told:
    """Demand what an option of COORDINATES says."""
    coordinate, read = COORDINATES[option.kind]
    return _demand(match, option, coordinate, read(option.value, match.family))


def _address(match: Match, option: Option) -> Told:
    if option.negated and "," in option.value:
        raise ValueError("a list of addresses cannot be negated")
    return _members(match, option)


def _address_type(coordinate: str, match: Match, option: Option) -> Told:
    return _doubt(match, option, coordinate, address_types(option.value, match.family))


def _protocol(match: Match, option: Option) -> Told:
    return _demand(match, option, "protocol", protocol(option.value))


def _fragment(match: Match, option: Option) -> Told:
    if match.family == 6:
        message = "ip6tables has no option -f; its match for fragments is frag"
        raise RefusedError(message, option.word)
    return _demand(match, option, "fragment", BitSet.of((box.FRAGMENT,)))


def _port(match: Match, option: Option) -> Told:
    coordinate, _ = COORDINATES[option.kind]
    members = reader_of(option)(option.value, match.family)
    if members and option.negated and sum(end - first for first, end in members.spans) == 1:
        match.exclude_port(coordinate, members)
        return Told.WHOLLY
    return _demand(match, option, coordinate, members)


def _either_port(match: Match, option: Option) -> Told:
    members = ports(option.value)
    if members is None:
        return Told.NOT
    match.demand_either_port(option, members)
    return Told.WHOLLY


def _tcp_flags(match: Match, option: Option) -> Told:
    mask, value = map(flags, option.arguments)
    return _demand(match, option, "tcp_flags", box.tcp_flags(mask, value))


def _syn(match: Match, option: Option) -> Told:
    return _demand(match, option, "tcp_flags", box.tcp_flags(HANDSHAKE, box.SYN))


def _state(match: Match, option: Option) -> Told:
    sets = states(option.value)
    return Told.NOT if match.table == UNTRACKED_TABLE else _doubt(match, option, "state", sets)


def _direction(match: Match, option: Option) -> Told:
    sets = direction(option.value)
    return Told.NOT if match.table == UNTRACKED_TABLE else _doubt(match, option, "state", sets)


def _interfaces(text: str, _: int) -> IntervalSet[str]:
    text = str(text)  # of which a token of the grammar's is a kind
    prefix = text.removesuffix("+")
    return box.interface(text) if text == prefix else box.interfaces_beginning(prefix)


def _ports(text: str, _: int) -> IntervalSet[int] | None:
    return ports(text)


def _decimal_ports(text: str, _: int) -> IntervalSet[int] | None:
    return ports(text, decimal_number)


COORDINATES: dict[str, tuple[str, Reader]] = {
    "source": ("source", networks),
    "destination": ("destination", networks),
    "source_range": ("source", address_range),
    "destination_range": ("destination", address_range),
    "in_interface": ("in_interface", _interfaces),
    "out_interface": ("out_interface", _interfaces),
    "source_port": ("source_port", _ports),
    "destination_port": ("destination_port", _ports),
    "source_ports": ("source_port", _ports),
    "destination_ports": ("destination_port", _ports),
    "icmp_type": ("icmp", icmp_type),
    "icmpv6_type": ("icmp", icmp_type),
}
"""The kinds of option whose argument says what one coordinate of a box may be, with its reader."""

RIVALS = {
    "source": ("source", "source_range", "source_type"),
    "destination": ("destination", "destination_range", "destination_type"),
    "source_port": ("source_port", "source_ports", "either_port"),
    "destination_port": ("destination_port", "destination_ports", "either_port"),
}
"""The kinds of option that say something of the same coordinate, where these are several."""


def reader_of(option: Option) -> Reader:
    """Return what reads the argument of an option of COORDINATES."""
    if option.known is not None and option.known.owner in _DECIMAL_PORTS:
        return _decimal_ports
    return COORDINATES[option.kind][1]


MEANINGS: dict[str, Callable[[Match, Option], Told]] = {
    **dict.fromkeys(COORDINATES, _members),
    "source": _address,
    "destination": _address,
    "source_port": _port,
    "destination_port": _port,
    "source_type": partial(_address_type, "source"),
    "destination_type": partial(_address_type, "destination"),
    "protocol": _protocol,
    "fragment": _fragment,
    "either_port": _either_port,
    "tcp_flags": _tcp_flags,
    "syn": _syn,
    "connection_state": _state,
    "connection_direction": _direction,
}
"""How an option is told in packets, by its kind."""

SAYING_NOTHING = {
    **dict.fromkeys(("comment", "counters", "display", "ipv4", "ipv6"), Told.WHOLLY),
    "type_scope": Told.BESIDES,
}
"""The kinds of option that by themselves say nothing of packets."""
