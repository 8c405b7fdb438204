"""The options of iptables(8) that match a box: for each coordinate, one or several alternatives.

An alternative is a text such as `-p tcp`, or "" where nothing has to be said; together they match
the coordinate's set, and a rule is written once for each combination.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, IPv6Network

from fwlint.dialects.rendering import CannotRenderError
from fwlint.model import box as space
from fwlint.model import protocols
from fwlint.model.addresses import EVERYWHERE, AddressSet, Cube
from fwlint.model.bitset import BitSet
from fwlint.model.box import Box
from fwlint.model.intervals import IntervalSet

_MULTIPORT = 15
"""How many ports `-m multiport` takes; a range counts twice."""
_OWN_PORTS = {
    protocols.TCP: "tcp",
    protocols.UDP: "udp",
    protocols.DCCP: "dccp",
    protocols.SCTP: "sctp",
}
_NO_HEADER = (space.ANY_PORT, space.ANY_PORT, space.ANY_ICMP)
_HANDSHAKE = space.tcp_flags(space.FIN | space.SYN | space.RST | space.ACK, space.SYN)


def alternatives(box: Box) -> list[list[str]]:
    """Return the alternatives for each coordinate of `box`, in the order of iptables-save.

    Raises CannotRenderError for what only another platform can say.
    """
    if box.profile != space.ANY_PROFILE:
        raise CannotRenderError("iptables knows no network profiles")
    return [
        _addresses("-s", box.source, box.family),
        _addresses("-d", box.destination, box.family),
        _interfaces("-i", box.in_interface),
        _interfaces("-o", box.out_interface),
        _protocols(box),
        *_ports(box),
        _icmp(box),
        _tcp_flags(box.tcp_flags),
        _fragments(box),
        _states(box.state),
    ]


def _addresses(option: str, addresses: AddressSet, family: int) -> list[str]:
    if addresses.covers(EVERYWHERE):
        return [""]
    return [f"{option} {_network(cube, family)}" for cube in addresses.cubes]


def _network(cube: Cube, family: int) -> str:
    value, care = cube
    length = care.bit_count()
    bits = 32 if family == 4 else 128
    contiguous = care == ((1 << length) - 1) << (bits - length)
    if family == 4:
        return f"{IPv4Address(value)}/{length if contiguous else IPv4Address(care)}"
    if contiguous:
        return str(IPv6Network((value, length)))
    return f"{IPv6Address(value)}/{IPv6Address(care)}"


def _interfaces(option: str, names: IntervalSet[str]) -> list[str]:
    if names == space.ANY_INTERFACE:
        return [""]
    patterns = [_pattern(IntervalSet((span,))) for span in names.spans]
    if all(patterns):
        return [f"{option} {pattern}" for pattern in patterns]
    other = _pattern(space.ANY_INTERFACE - names)
    if not other:
        raise CannotRenderError("iptables has no word for these interfaces")
    return [f"! {option} {other}"]


def _pattern(names: IntervalSet[str]) -> str:
    """Return `eth0` or `eth+` for such a set, or "" for any other."""
    start = names.spans[0][0]
    if start and names == space.interface(start):
        return start
    return f"{start}+" if names == space.interfaces_beginning(start) else ""


def _protocols(box: Box) -> list[str]:
    if box.protocol == space.ANY_PROTOCOL:
        return [""]
    left_out = space.ANY_PROTOCOL - box.protocol
    if len(left_out) == 1:
        return [f"! -p {_protocol(box, left_out)}"]
    return [f"-p {_protocol(box, BitSet.of((number,)))}" for number in box.protocol]


def _protocol(box: Box, one: BitSet) -> str:
    (number,) = one
    name = protocols.name_of(number)
    known = ("tcp", "udp", "sctp", "dccp", "udplite", "icmp", "ah", "esp")
    if number == protocols.ICMPV6:
        return "ipv6-icmp" if box.family == 6 else str(number)
    return name if name in known else str(number)


def _ports(box: Box) -> list[list[str]]:
    """Return the alternatives for both ports; the protocol's own match comes first.

    Behind `-m multiport` its `--dports` could be abbreviated to `--dport`.
    """
    both = (("--sport", box.source_port), ("--dport", box.destination_port))
    said = [(option, ports) for option, ports in both if ports != space.ANY_PORT]
    name = "".join(_OWN_PORTS.get(number, "") for number in box.protocol)
    known = name in _OWN_PORTS.values()
    single = [one for one in said if known and len(one[1].spans) == 1]
    several = [one for one in said if one not in single]
    words = [f"{option} {_range(*ports.spans[0])}" for option, ports in single]
    return [
        [" ".join([f"-m {name}", *words])] if words else [""],
        *(
            [f"-m multiport {option}s {','.join(group)}" for group in _multiport(ports)]
            for option, ports in several
        ),
    ]


def _range(start: int, end: int) -> str:
    return str(start) if start + 1 == end else f"{start}:{end - 1}"


def _multiport(ports: IntervalSet[int]) -> Iterator[list[str]]:
    group: list[str] = []
    room = _MULTIPORT
    for start, end in ports.spans:
        needed = 1 if start + 1 == end else 2
        if needed > room:
            yield group
            group, room = [], _MULTIPORT
        group.append(_range(start, end))
        room -= needed
    yield group


def _icmp(box: Box) -> list[str]:
    if box.icmp == space.ANY_ICMP:
        return [""]
    option = "-m icmp --icmp-type" if box.family == 4 else "-m icmp6 --icmpv6-type"
    return [f"{option} {word}" for start, end in box.icmp.spans for word in _types(start, end)]


def _types(start: int, end: int) -> Iterator[str]:
    """Yield `8` for a type with all of its codes, and `3/4` for a type and a code."""
    while start < end:
        kind, code = divmod(start, 256)
        if code == 0 and start + 256 <= end:
            yield str(kind)
            start += 256
        else:
            yield f"{kind}/{code}"
            start += 1


def _tcp_flags(flags: BitSet) -> list[str]:
    if flags == space.ANY_TCP_FLAGS:
        return [""]
    if flags == _HANDSHAKE:
        return ["--syn"]
    return [f"--tcp-flags {_flags(mask)} {_flags(value)}" for mask, value in _cubes(flags, 0, 0, 0)]


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


def _flags(flags: int) -> str:
    names = ("FIN", "SYN", "RST", "PSH", "ACK", "URG")
    return ",".join(name for bit, name in enumerate(names) if flags >> bit & 1) or "NONE"


def _fragments(box: Box) -> list[str]:
    """Return `-f`, or its negation where no match reads a header that fragments lack."""
    if box.fragment == space.ANY_FRAGMENT:
        return [""]
    read = (box.source_port, box.destination_port, box.icmp)
    reads_header = read != _NO_HEADER or box.tcp_flags != space.ANY_TCP_FLAGS
    if reads_header and space.WHOLE in box.fragment:
        return [""]
    if box.family == 6:
        raise CannotRenderError("ip6tables has no option for non-initial fragments")
    return ["-f" if space.FRAGMENT in box.fragment else "! -f"]


def _states(states: BitSet) -> list[str]:
    if states == space.ANY_STATE:
        return [""]
    names = ",".join(space.STATES[state].upper() for state in states)
    return [f"-m conntrack --ctstate {names}"]
