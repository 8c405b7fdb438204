"""What each option of a rule says of packets, by iptables(8) and iptables-extensions(8).

An option that is not here says nothing that a box can hold, and the rule has it as a condition.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from fwlint.dialects.iptables.address import address_range, networks
from fwlint.dialects.iptables.icmp import icmp_type
from fwlint.dialects.iptables.match import Match
from fwlint.dialects.iptables.option import Option, RefusedError
from fwlint.dialects.iptables.port import ports
from fwlint.dialects.iptables.protocol import protocol
from fwlint.dialects.iptables.state import states
from fwlint.dialects.iptables.tcp import flags
from fwlint.model import box
from fwlint.model.bitset import BitSet
from fwlint.model.intervals import IntervalSet
from fwlint.model.protocols import DCCP, ICMP, ICMPV6, SCTP, TCP, UDP, WITH_PORTS

_HANDSHAKE = box.FIN | box.SYN | box.RST | box.ACK
_ONE_PORT = BitSet.of((TCP, UDP, DCCP, SCTP))

HEADERS = {
    "tcp": BitSet.of((TCP,)),
    "udp": BitSet.of((UDP,)),
    "dccp": BitSet.of((DCCP,)),
    "sctp": BitSet.of((SCTP,)),
    "icmp": BitSet.of((ICMP,)),
    "icmp6": BitSet.of((ICMPV6,)),
    "icmpv6": BitSet.of((ICMPV6,)),
    "ipv6-icmp": BitSet.of((ICMPV6,)),
    "multiport": WITH_PORTS,
}
"""The matches that read a transport header, and the protocols that have it."""

UNDERSTOOD = {*HEADERS, "comment", "conntrack", "state", "iprange"}
"""The matches that are no condition by themselves."""


def apply(option: Option, match: Match) -> None:
    """Add what `option` says to `match`. Raises RefusedError for an argument that means nothing."""
    say = _MEANINGS.get(option.kind)
    if say is None:
        return
    try:
        say(match, option)
    except ValueError as error:
        raise RefusedError(str(error), option.value) from error


def _address(coordinate: str, match: Match, option: Option) -> None:
    if option.negated and "," in option.value:
        raise ValueError("a list of addresses cannot be negated")
    match.demand(option, coordinate, networks(option.value, match.family))


def _range(coordinate: str, match: Match, option: Option) -> None:
    match.demand(option, coordinate, address_range(option.value, match.family))


def _interface(coordinate: str, match: Match, option: Option) -> None:
    name = str(option.value)
    prefix = name.removesuffix("+")
    names = box.interface(name) if name == prefix else box.interfaces_beginning(prefix)
    match.demand(option, coordinate, names)


def _protocol(match: Match, option: Option) -> None:
    match.demand(option, "protocol", protocol(option.value))


def _fragment(match: Match, option: Option) -> None:
    if match.family == 6:
        raise RefusedError(
            "ip6tables has no option -f; its match for fragments is frag", option.name
        )
    match.demand(option, "fragment", BitSet.of((box.FRAGMENT,)))


def _port(coordinate: str, match: Match, option: Option) -> None:
    members = _port_list(match, option)
    of_multiport = option.name.endswith("s")
    if members and option.negated and not of_multiport and _is_one(members):
        match.exclude_port(coordinate, members)
    else:
        match.demand(option, coordinate, members)


def _is_one(ports: IntervalSet[int]) -> bool:
    (first, end), *others = ports.spans
    return not others and end == first + 1


def _either_port(match: Match, option: Option) -> None:
    match.demand_either_port(option, _port_list(match, option))


def _port_list(match: Match, option: Option) -> IntervalSet[int] | None:
    several = "multiport" in match.extensions
    if not several and ("," in option.value or option.name.endswith("s")):
        raise RefusedError("a list of ports needs -m multiport", option.name)
    match.need_header(option, WITH_PORTS if several else _ONE_PORT)
    return ports(option.value)


def _tcp_flags(match: Match, option: Option) -> None:
    match.need_header(option, HEADERS["tcp"])
    mask, value = flags(option.words[-2]), flags(option.words[-1])
    match.demand(option, "tcp_flags", box.tcp_flags(mask, value))


def _syn(match: Match, option: Option) -> None:
    match.need_header(option, HEADERS["tcp"])
    match.demand(option, "tcp_flags", box.tcp_flags(_HANDSHAKE, box.SYN))


def _icmp(family: int, match: Match, option: Option) -> None:
    if match.family != family:
        raise RefusedError(f"{option.name} is for IPv{family}, and this dump is not", option.name)
    match.need_header(option, HEADERS["icmp" if family == 4 else "icmp6"])
    match.demand(option, "icmp", icmp_type(option.value, family))


def _state(match: Match, option: Option) -> None:
    members = states(option.value)
    untracked = match.table == "raw"  # whose chains stand before connection tracking
    match.demand(option, "state", None if untracked else members)


def _match(match: Match, option: Option) -> None:
    if option.value in HEADERS:
        match.need_header(option, HEADERS[option.value])


_MEANINGS: dict[str, Callable[[Match, Option], None]] = {
    "source": partial(_address, "source"),
    "destination": partial(_address, "destination"),
    "source_range": partial(_range, "source"),
    "destination_range": partial(_range, "destination"),
    "in_interface": partial(_interface, "in_interface"),
    "out_interface": partial(_interface, "out_interface"),
    "protocol": _protocol,
    "fragment": _fragment,
    "source_port": partial(_port, "source_port"),
    "destination_port": partial(_port, "destination_port"),
    "either_port": _either_port,
    "tcp_flags": _tcp_flags,
    "syn": _syn,
    "icmp_type": partial(_icmp, 4),
    "icmpv6_type": partial(_icmp, 6),
    "state": _state,
    "match": _match,
}
