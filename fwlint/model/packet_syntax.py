"""The written form of a packet: `udp 10.1.0.5:68 > 10.0.0.21:4011 state new in eth0`."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_address

from fwlint.model import protocols
from fwlint.model.addresses import BITS, AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import (
    ANY_ICMP,
    ANY_INTERFACE,
    ANY_PORT,
    ANY_PROFILE,
    ANY_TCP_FLAGS,
    FRAGMENT,
    PROFILES,
    STATES,
    WHOLE,
    Box,
    interface,
)
from fwlint.model.export import Direction
from fwlint.model.intervals import IntervalSet
from fwlint.model.packet import TCP_FLAGS, usual_tcp_flags

SYNTAX = (
    "PROTO SRC[:PORT] > DST[:PORT] [type T [code C]] [state S] [in IFACE] [out IFACE] [outbound]"
)
_ENDPOINT = re.compile(r"\[(?P<v6>[^\]]+)\](:(?P<port6>\d+))?|(?P<v4>[\d.]+)(:(?P<port>\d+))?")
_OPTIONS = ("type", "code", "state", "in", "out", "profile", "flags")


OUTBOUND = "outbound"
"""The last word of a packet that a host sends, where no interface says so."""


def parse_question(text: str) -> tuple[Box, Direction | None]:
    """Return the packets that `text` describes, and their direction where it says one.

    Raises ValueError with a message for a person.
    """
    packet = text.removesuffix(f" {OUTBOUND}")
    return parse_packet(packet), None if packet == text else Direction.OUT


def parse_packet(text: str) -> Box:
    """Return the packets that `text` describes: all coordinates fixed but those it does not say.

    A port, ICMP type, interface or profile that is not said stays open; the state is new where it
    is not said. Raises ValueError with a message for a person.
    """
    words = text.split()
    if len(words) < 4 or words[2] != ">":
        raise ValueError(f"a packet is written {SYNTAX}; this is not: {text!r}")
    protocol = _protocol(words[0])
    source, source_port = _endpoint(words[1])
    destination, destination_port = _endpoint(words[3])
    if source.version != destination.version:
        raise ValueError(f"{source} and {destination} are of different address families")
    if protocol not in protocols.WITH_PORTS and (source_port, destination_port) != (None, None):
        raise ValueError(f"{words[0]} has no ports")
    options = _options(words[4:])
    state = _choice(options.get("state", "new"), STATES, "state")
    return Box(
        source.version,
        protocol=BitSet.of((protocol,)),
        source=_single(source),
        destination=_single(destination),
        source_port=_port(source_port),
        destination_port=_port(destination_port),
        icmp=_icmp(protocol, options),
        state=BitSet.of((state,)),
        tcp_flags=_flags(protocol, options, state),
        fragment=BitSet.of((FRAGMENT if "fragment" in options else WHOLE,)),
        profile=_profile(options),
        in_interface=interface(options["in"]) if "in" in options else ANY_INTERFACE,
        out_interface=interface(options["out"]) if "out" in options else ANY_INTERFACE,
    )


def _options(words: list[str]) -> dict[str, str]:
    options: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        if word == "fragment":
            options[word] = word
            continue
        value = next(rest, None)
        if word not in _OPTIONS or value is None:
            raise ValueError(f"expected {', '.join(_OPTIONS)} with a value, found {word!r}")
        options[word] = value
    return options


def _protocol(word: str) -> int:
    number = protocols.NUMBERS.get(word.lower())
    if number is None and word.isdigit():
        number = int(word)
    if number is None or number > 255:
        raise ValueError(f"unknown protocol {word!r}; use a name such as tcp, or 0 to 255")
    return number


def _endpoint(word: str) -> tuple[IPv4Address | IPv6Address, int | None]:
    match = _ENDPOINT.fullmatch(word)
    address = (match["v6"] or match["v4"]) if match else word
    port = (match["port6"] or match["port"]) if match else None
    try:
        return ip_address(address), int(port) if port else None
    except ValueError:
        raise ValueError(
            f"expected an address such as 10.0.0.1:80 or [2001:db8::1]:80, found {word!r}"
        ) from None


def _single(address: IPv4Address | IPv6Address) -> AddressSet:
    return AddressSet(((int(address), (1 << BITS[address.version]) - 1),))


def _port(port: int | None) -> IntervalSet[int]:
    if port is not None and port > 65535:
        raise ValueError(f"port {port} is above 65535")
    return ANY_PORT if port is None else IntervalSet(((port, port + 1),))


def _icmp(protocol: int, options: dict[str, str]) -> IntervalSet[int]:
    if "type" not in options:
        if "code" in options:
            raise ValueError("an ICMP code needs a type before it")
        return ANY_ICMP
    if protocol not in protocols.WITH_ICMP:
        raise ValueError(f"{protocols.name_of(protocol)} has no ICMP type")
    start = 256 * _byte(options["type"], "ICMP type")
    if "code" not in options:
        return IntervalSet(((start, start + 256),))
    start += _byte(options["code"], "ICMP code")
    return IntervalSet(((start, start + 1),))


def _byte(word: str, what: str) -> int:
    if not word.isdigit() or int(word) > 255:
        raise ValueError(f"{what} is a number from 0 to 255, not {word!r}")
    return int(word)


def _choice(word: str, names: tuple[str, ...], what: str) -> int:
    if word not in names:
        raise ValueError(f"unknown {what} {word!r}; choose from {', '.join(names)}")
    return names.index(word)


def _flags(protocol: int, options: dict[str, str], state: int) -> BitSet:
    if protocol != protocols.TCP:
        if "flags" in options:
            raise ValueError(f"{protocols.name_of(protocol)} has no TCP flags")
        return ANY_TCP_FLAGS
    if "flags" not in options:
        return BitSet.of((usual_tcp_flags(state),))
    words = [] if options["flags"] == "none" else options["flags"].split(",")
    return BitSet.of((sum({1 << _choice(word, TCP_FLAGS, "TCP flag") for word in words}),))


def _profile(options: dict[str, str]) -> BitSet:
    if "profile" not in options:
        return ANY_PROFILE
    return BitSet.of((_choice(options["profile"], PROFILES, "profile"),))
