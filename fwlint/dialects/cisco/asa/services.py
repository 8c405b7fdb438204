"""Protocols, ports and ICMP messages: what an entry, or a member of a group, asks for of them."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.cisco.asa.lines import Line, Part
from fwlint.dialects.cisco.asa.platform import ASA
from fwlint.dialects.cisco.transport import Transport, port_set
from fwlint.dialects.cisco.words import MeaninglessError, column, number
from fwlint.model import protocols
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_PORT
from fwlint.model.intervals import IntervalSet

_OPERATORS = {
    "eq": "equal",
    "neq": "unequal",
    "lt": "below",
    "gt": "above",
    "range": "between",
}
_PORTED = {
    "tcp": (protocols.TCP,),
    "udp": (protocols.UDP,),
    "tcp-udp": (protocols.TCP, protocols.UDP),
    "sctp": (protocols.SCTP,),
}
_FAMILIES = {protocols.ICMP: 4, protocols.ICMPV6: 6}


def transport(word: str) -> Transport:
    """Return what a protocol's name or number asks for; raises MeaninglessError."""
    if word in ASA.every_protocol[6]:
        return Transport()
    return Transport(BitSet.of((number(word, 255, ASA.protocols[4], "protocol"),)))


def only_protocol(one: Transport) -> int:
    """Return the number of the protocol that is asked for, or 0 where it is not a single one."""
    bits = one.protocol.bits
    return 0 if bits & (bits - 1) else bits.bit_length() - 1


def family_of(one: Transport) -> int:
    """Return the only family that has the protocol, or 0: ICMP is IPv4's, and ICMPv6 IPv6's."""
    return _FAMILIES.get(only_protocol(one), 0)


def ports(words: tuple[str, ...], protocol: int) -> IntervalSet[int]:
    """Return the ports of `eq 80` or `range 1 1023`; raises MeaninglessError."""
    return port_set(_OPERATORS[words[0]], words[1:], protocol, ASA)


def messages(words: tuple[str, ...], protocol: int) -> IntervalSet[int]:
    """Return the messages of `echo`, `8` or `unreachable 3`; raises MeaninglessError."""
    named = ASA.messages[_FAMILIES[protocol]].get(words[0])
    kind, code = named or (number(words[0], 255, {}, "ICMP message"), None)
    if len(words) > 1:
        code = number(words[1], 255, {}, "ICMP code")
    first = 256 * kind + (code or 0)
    return IntervalSet(((first, first + (256 if code is None else 1)),))


def service(line: Line) -> Iterator[Transport]:
    """Yield what `tcp source gt 1023 destination eq 80`, `icmp echo` or `esp` asks for.

    That is one thing for each protocol. Raises MeaninglessError.
    """
    (rule, (word, *_)), *details = line
    if rule == "ported_protocol":
        for protocol in _PORTED[word]:
            sides = {detail.rule: ports(detail.words, protocol) for detail in details}
            yield Transport(
                BitSet.of((protocol,)),
                sides.get("from_port", ANY_PORT),
                sides.get("to_port", ANY_PORT),
                asks_header=bool(details),
            )
        return
    one = transport(word)
    yield with_message(one, details[0]) if details else one


def with_message(one: Transport, message: Part) -> Transport:
    """Return a transport that asks for ICMP messages, too; raises MeaninglessError."""
    protocol = only_protocol(one)
    if protocol not in _FAMILIES:
        what = f"{str(message.words[0])!r} is no part of an entry for this protocol"
        raise MeaninglessError(what, column(message.words[0]))
    return one._replace(icmp=messages(message.words, protocol), asks_header=True)


def port_members(protocol: str, words: tuple[str, ...]) -> Iterator[Transport]:
    """Yield what a member of a group of ports asks for, as destination ports."""
    for value in _PORTED[protocol]:
        yield Transport(BitSet.of((value,)), destination_port=ports(words, value), asks_header=True)


def message_members(words: tuple[str, ...]) -> Iterator[Transport]:
    """Yield what a member of a group of ICMP types asks for, in each family that has its name."""
    for protocol, family in _FAMILIES.items():
        if words[0].isdecimal() or words[0] in ASA.messages[family]:
            yield with_message(Transport(BitSet.of((protocol,))), Part("icmp_message", words))
