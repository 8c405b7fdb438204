"""What an entry asks of the transport header: ports, TCP flags, ICMP messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import and_, or_

from lark import Token, Tree

from fwlint.dialects.cisco_ios.names import ICMP_MESSAGES, PORTS
from fwlint.dialects.cisco_ios.words import number, words
from fwlint.model import protocols
from fwlint.model.bitset import BitSet
from fwlint.model.box import ACK, ANY_PORT, RST, any_tcp_flag, tcp_flags
from fwlint.model.intervals import IntervalSet
from fwlint.model.packet import TCP_FLAGS

_ESTABLISHED = any_tcp_flag(ACK | RST)
_NO_NAMES: Mapping[str, int] = {}


def port_set(part: Tree[Token], protocol: int) -> IntervalSet[int]:
    """Return the ports that `eq`, `neq`, `lt`, `gt` or `range` asks for, in this protocol's names.

    `lt 0`, `gt 65535` and a range that runs backwards hold no port.
    """
    names = PORTS.get(protocol, _NO_NAMES)
    what = f"{protocols.name_of(protocol)} port"
    values = [number(word, 65535, names, what) for word in words(part)]
    match part.data:
        case "equal":
            found = _these(values)
        case "unequal":
            found = ANY_PORT - _these(values)
        case "below":
            found = IntervalSet.union(((0, values[0]),))
        case "above":
            found = IntervalSet.union(((values[0] + 1, 65536),))
        case _:
            found = IntervalSet.union(((values[0], values[1] + 1),))
    return ANY_PORT if found == ANY_PORT else found


def _these(values: Iterable[int]) -> IntervalSet[int]:
    return IntervalSet.union((value, value + 1) for value in values)


def icmp_set(part: Tree[Token], family: int) -> IntervalSet[int]:
    """Return the messages of `echo`, `3` or `3 13`; a name may stand for a type or for a code."""
    said = words(part)
    if named := ICMP_MESSAGES[family].get(said[0]):
        kind, code = named
    else:
        kind = number(said[0], 255, _NO_NAMES, "ICMP message")
        code = number(said[1], 255, _NO_NAMES, "ICMP code") if len(said) > 1 else None
    if code is None:
        return IntervalSet(((256 * kind, 256 * kind + 256),))
    return IntervalSet(((256 * kind + code, 256 * kind + code + 1),))


def tcp_flag_set(part: Tree[Token]) -> BitSet:
    """Return the flag combinations that a test allows.

    `established` is ACK or RST; of flags without a sign one must be set; `match-any` and
    `match-all` take signs: `+ack` is set and `-syn` is not.
    """
    if part.data == "established":
        return _ESTABLISHED
    combine = and_ if part.data == "match_all" else or_
    return reduce(combine, (_one_flag(word) for word in words(part)))


def _one_flag(word: str) -> BitSet:
    bit = 1 << TCP_FLAGS.index(word.lstrip("+-"))
    return tcp_flags(bit, 0 if word.startswith("-") else bit)
