"""One rule of the common model as entries of an access list, without the list's name.

An entry is asked about the first packets of connections, so it says `state new` by itself; and as
the device puts fragments together first, it is about whole packets.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address
from itertools import product

from fwlint.dialects.cisco.render.words import message_words
from fwlint.dialects.rendering import CannotRenderError
from fwlint.model import box as space
from fwlint.model import protocols
from fwlint.model.addresses import BITS, AddressSet, Cube
from fwlint.model.box import Box
from fwlint.model.intervals import IntervalSet
from fwlint.model.rule import Action, Rule

_ACTIONS = {Action.ACCEPT: "permit", Action.DENY: "deny"}
_WITH_PORTS = {protocols.TCP: "tcp", protocols.UDP: "udp", protocols.SCTP: "sctp"}
_OF_FAMILY = {4: {protocols.ICMP: "icmp"}, 6: {protocols.ICMPV6: "icmp6"}}


def entries(rule: Rule) -> Iterator[str]:
    """Yield the entries that say `rule`; raises CannotRenderError."""
    if rule.action not in _ACTIONS:
        raise CannotRenderError(f"a list has no word for the action {rule.action.value}")
    for condition in rule.conditions:
        if not condition.startswith("time-range ") or len(rule.conditions) > 1:
            raise CannotRenderError(f"ASA has no words for: {', '.join(rule.conditions)}")
    inactive = () if rule.enabled else ("inactive",)
    for box in rule.packets:
        for words in _alternatives(box):
            said = (_ACTIONS[rule.action], *words, *rule.conditions, *inactive)
            yield " ".join(filter(None, said))


def _alternatives(box: Box) -> Iterator[tuple[str, ...]]:
    _require_sayable(box)
    return product(
        _protocols(box),
        _addresses(box.source, box.family),
        _ports(box.source_port),
        _addresses(box.destination, box.family),
        _ports(box.destination_port),
        message_words(box.icmp),
    )


def _require_sayable(box: Box) -> None:
    if box.profile != space.ANY_PROFILE or space.NEW not in box.state:
        raise CannotRenderError("lists are asked about new connections, and know no profiles")
    if (box.in_interface, box.out_interface) != (space.ANY_INTERFACE, space.ANY_INTERFACE):
        raise CannotRenderError("an entry names no interface; the list is bound to one")
    if box.tcp_flags != space.ANY_TCP_FLAGS:
        raise CannotRenderError("ASA has no words for TCP flags")
    if space.WHOLE not in box.fragment:
        raise CannotRenderError("ASA puts fragments together before it looks at them")


def _protocols(box: Box) -> list[str]:
    if box.protocol == space.ANY_PROTOCOL:
        return ["ip"]
    return [_protocol(number, box) for number in box.protocol]


def _protocol(number: int, box: Box) -> str:
    if number in _OF_FAMILY[box.family]:
        return _OF_FAMILY[box.family][number]
    if number == 0 or number in protocols.WITH_ICMP:
        raise CannotRenderError(f"ASA takes protocol {number} of IPv{box.family} for another")
    if number in _WITH_PORTS:
        return _WITH_PORTS[number]
    if (box.source_port, box.destination_port) != (space.ANY_PORT, space.ANY_PORT):
        raise CannotRenderError(f"ASA knows no ports of protocol {number}")
    return str(number)


def _addresses(addresses: AddressSet, family: int) -> list[str]:
    return [_address(cube, family) for cube in addresses.cubes]


def _address(cube: Cube, family: int) -> str:
    """Return `any4`, `host A`, `A MASK` or a prefix."""
    value, care = cube
    every = (1 << BITS[family]) - 1
    if not care:
        return f"any{family}"
    text = str(IPv4Address(value) if family == 4 else IPv6Address(value))
    if care == every:
        return f"host {text}"
    if family == 4:
        return f"{text} {IPv4Address(care)}"
    free = ~care & every
    if free & (free + 1):
        raise CannotRenderError("ASA has no masks for IPv6, only prefixes")
    return f"{text}/{care.bit_count()}"


def _ports(ports: IntervalSet[int]) -> list[str]:
    if ports == space.ANY_PORT:
        return [""]
    return [
        f"eq {start}" if start + 1 == stop else f"range {start} {stop - 1}"
        for start, stop in ports.spans
    ]
