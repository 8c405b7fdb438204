"""The words for each coordinate of a box: one or several alternatives, "" where none are needed.

Together the alternatives of a coordinate match its set; an entry is written once for each
combination.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address

from fwlint.dialects.cisco.render.style import Style
from fwlint.dialects.cisco.transport import ESTABLISHED
from fwlint.dialects.rendering import CannotRenderError
from fwlint.model import box as space
from fwlint.model import protocols
from fwlint.model.addresses import BITS, EVERYWHERE, AddressSet, Cube
from fwlint.model.bitset import BitSet
from fwlint.model.box import Box
from fwlint.model.intervals import IntervalSet
from fwlint.model.packet import TCP_FLAGS

_NAMED = {protocols.TCP: "tcp", protocols.UDP: "udp", protocols.SCTP: "sctp"}


def protocol_words(box: Box, style: Style) -> list[str]:
    """Return the word for every protocol, or one for each of several."""
    if box.protocol == space.ANY_PROTOCOL:
        return [style.platform.every_protocol[box.family][0]]
    return [_protocol(number, box, style) for number in box.protocol]


def _protocol(number: int, box: Box, style: Style) -> str:
    if number == 0:
        raise CannotRenderError("protocol 0 is every protocol to some devices")
    if number == (protocols.ICMP if box.family == 4 else protocols.ICMPV6):
        names = style.platform.protocols[box.family]
        return "icmpv6" if "icmpv6" in names else "icmp"
    asks = box.source_port, box.destination_port
    if number not in _NAMED and asks != (space.ANY_PORT, space.ANY_PORT):
        raise CannotRenderError(f"{style.platform.title} knows no ports of protocol {number}")
    if box.icmp != space.ANY_ICMP:
        raise CannotRenderError(f"IPv{box.family} lists know no messages of protocol {number}")
    return _NAMED.get(number, str(number))


def address_words(addresses: AddressSet, family: int, style: Style) -> list[str]:
    """Return `any`, `host A`, or networks in the platform's way."""
    if addresses.covers(EVERYWHERE):
        return ["any"]
    return [_address(cube, family, style) for cube in addresses.cubes]


def _address(cube: Cube, family: int, style: Style) -> str:
    value, care = cube
    every = (1 << BITS[family]) - 1
    free = ~care & every
    text = str(IPv4Address(value) if family == 4 else IPv6Address(value))
    if not free:
        return f"host {text}"
    contiguous = not free & (free + 1)
    if contiguous and (family == 6 or style.prefixes):
        return f"{text}/{care.bit_count()}"
    if family == 6:
        raise CannotRenderError("an IPv6 list has no wildcards")
    return f"{text} {IPv4Address(free)}"


def port_words(ports: IntervalSet[int], style: Style) -> list[str]:
    """Return `eq` with as many ports as the platform takes at once, and a `range` for each span."""
    if ports == space.ANY_PORT:
        return [""]
    single = [str(start) for start, stop in ports.spans if stop == start + 1]
    some = style.port_lists
    listed = [" ".join(single[at : at + some]) for at in range(0, len(single), some)]
    ranges = [f"range {a} {b - 1}" for a, b in ports.spans if b > a + 1]
    return [*(f"eq {one}" for one in listed), *ranges]


def message_words(messages: IntervalSet[int]) -> list[str]:
    """Return `8` for a type with all of its codes, and `3 4` for a type and a code."""
    if messages == space.ANY_ICMP:
        return [""]
    return [word for start, stop in messages.spans for word in _messages(start, stop)]


def _messages(start: int, stop: int) -> Iterator[str]:
    while start < stop:
        kind, code = divmod(start, 256)
        if code == 0 and start + 256 <= stop:
            yield str(kind)
            start += 256
        else:
            yield f"{kind} {code}"
            start += 1


def flag_words(flags: BitSet, style: Style) -> list[str]:
    """Return `established`, or tests of flags that together allow exactly these combinations."""
    if flags == space.ANY_TCP_FLAGS:
        return [""]
    if flags == ESTABLISHED:
        return ["established"]
    if style.signed_flags:
        return [_signed(mask, value) for mask, value in _cubes(flags, 0, 0, 0)]
    (smallest, *_) = flags
    if not smallest or flags != space.tcp_flags(smallest, smallest):
        raise CannotRenderError(f"{style.platform.title} has no word for these TCP flags")
    return [" ".join(name for bit, name in enumerate(TCP_FLAGS) if smallest >> bit & 1)]


def _signed(mask: int, value: int) -> str:
    signs = (
        f"{'+' if value >> bit & 1 else '-'}{name}"
        for bit, name in enumerate(TCP_FLAGS)
        if mask >> bit & 1
    )
    return f"match-all {' '.join(signs)}"


def _cubes(flags: BitSet, bit: int, mask: int, value: int) -> Iterator[tuple[int, int]]:
    """Yield (mask, value) pairs whose combinations are `flags`, each combination once."""
    here = space.tcp_flags(mask, value)
    if not here & flags:
        return
    if flags.covers(here):
        yield mask, value
        return
    flag = 1 << bit
    yield from _cubes(flags, bit + 1, mask | flag, value)
    yield from _cubes(flags, bit + 1, mask | flag, value | flag)
