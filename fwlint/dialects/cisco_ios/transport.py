"""What an entry asks of the transport header: ports, TCP flags, ICMP messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, reduce
from operator import and_, or_

from lark import Token, Tree

from fwlint.dialects.cisco_ios.names import ICMP_MESSAGES
from fwlint.dialects.cisco_ios.words import number, words
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_PORT, any_tcp_flag, tcp_flags
from fwlint.model.intervals import IntervalSet
from fwlint.model.packet import TCP_FLAGS

_NONE: Mapping[str, int] = {}


def port_set(part: Tree[Token], names: Mapping[str, int]) -> IntervalSet[int]:
    """Return the ports that `eq`, `neq`, `lt`, `gt` or `range` asks for.

    `lt 0`, `gt 65535` and a range that runs backwards hold no port.
    """
    values = [number(word, 65535, names, "port of this protocol") for word in words(part)]
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
        kind = number(said[0], 255, _NONE, "ICMP message")
        code = number(said[1], 255, _NONE, "ICMP code") if len(said) > 1 else None
    if code is None:
        return IntervalSet(((256 * kind, 256 * kind + 256),))
    return IntervalSet(((256 * kind + code, 256 * kind + code + 1),))


@cache
def flag(name: str) -> BitSet:
    """Return the flag combinations in which the flag `name` is set."""
    return any_tcp_flag(1 << TCP_FLAGS.index(name))


def signed_flags(part: Tree[Token]) -> BitSet:
    """Return the combinations of `match-any` or `match-all`: `+ack` is set and `-syn` is not."""
    combine = or_ if part.data == "match_any" else and_
    return reduce(combine, (_signed(word) for word in words(part)))


def _signed(word: Token) -> BitSet:
    bit = 1 << TCP_FLAGS.index(word[1:])
    return tcp_flags(bit, bit if word[0] == "+" else 0)
