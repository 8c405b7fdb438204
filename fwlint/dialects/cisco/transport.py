"""What an entry asks of the transport header: ports, TCP flags, ICMP messages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache, reduce
from operator import and_, or_
from typing import TYPE_CHECKING, NamedTuple

from fwlint.dialects.cisco.platform import Platform
from fwlint.dialects.cisco.words import number, words
from fwlint.model import protocols
from fwlint.model.bitset import BitSet
from fwlint.model.box import (
    ACK,
    ANY_ICMP,
    ANY_PORT,
    ANY_PROTOCOL,
    ANY_TCP_FLAGS,
    RST,
    any_tcp_flag,
    tcp_flags,
)
from fwlint.model.intervals import IntervalSet
from fwlint.model.packet import TCP_FLAGS

if TYPE_CHECKING:
    from lark import Token, Tree

ESTABLISHED = any_tcp_flag(ACK | RST)
_NO_NAMES: Mapping[str, int] = {}


class Transport(NamedTuple):
    """A protocol and what is asked of its header; `asks_header` is whether anything is at all.

    `protocol ip` and `range 0 65535` both take any port, but only the second needs one to be there.
    """

    protocol: BitSet = ANY_PROTOCOL
    source_port: IntervalSet[int] = ANY_PORT
    destination_port: IntervalSet[int] = ANY_PORT
    icmp: IntervalSet[int] = ANY_ICMP
    tcp_flags: BitSet = ANY_TCP_FLAGS
    asks_header: bool = False

    def is_empty(self) -> bool:
        """Return whether no packet can have such a header."""
        return not (
            self.source_port.spans
            and self.destination_port.spans
            and self.icmp.spans
            and self.tcp_flags.bits
        )


@lru_cache(maxsize=65536)
def port_set(
    operator: str, said: tuple[str, ...], protocol: int, platform: Platform
) -> IntervalSet[int]:
    """Return the ports that an operator of the grammar asks for, in this protocol's names.

    Raises MeaninglessError.
    """
    return port_reader(operator, protocol, platform)(said)


def port_reader(
    operator: str, protocol: int, platform: Platform
) -> Callable[[Sequence[str]], IntervalSet[int]]:
    """Return what does for other words what `port_set` does."""
    port = _numbers(protocol, platform)
    return lambda said: _asked(operator, list(map(port, said)), platform)


@cache
def _numbers(protocol: int, platform: Platform) -> Callable[[str], int]:
    """Return what makes a number of a port's name or number, and knows it the next time."""
    names = platform.ports.get(protocol, _NO_NAMES)
    what = f"{protocols.name_of(protocol)} port"
    return lru_cache(maxsize=65536)(lambda word: number(word, 65535, names, what))


def _asked(operator: str, values: list[int], platform: Platform) -> IntervalSet[int]:
    """Return the ports that an operator asks for.

    `lt 0`, `gt 65535` and a range that runs backwards hold no port; some platforms swap the latter.
    """
    match operator:
        case "equal":
            found = _these(values)
        case "unequal":
            found = ANY_PORT - _these(values)
        case "below":
            found = IntervalSet.union(((0, values[0]),))
        case "above":
            found = IntervalSet.union(((values[0] + 1, 65536),))
        case _:
            first, last = sorted(values) if platform.swaps_ranges else values
            found = IntervalSet(((first, last + 1),)) if first <= last else IntervalSet()
    return ANY_PORT if found == ANY_PORT else found


def _these(values: Iterable[int]) -> IntervalSet[int]:
    return IntervalSet.union((value, value + 1) for value in values)


def icmp_set(part: Tree[Token], family: int, platform: Platform) -> IntervalSet[int]:
    """Return the messages of `echo`, `3` or `3 13`; a name may stand for a type or for a code."""
    said = words(part)
    if named := platform.messages[family].get(said[0]):
        kind, code = named
    else:
        kind = number(said[0], 255, _NO_NAMES, "ICMP message")
        code = number(said[1], 255, _NO_NAMES, "ICMP code") if len(said) > 1 else None
    if code is None:
        return IntervalSet(((256 * kind, 256 * kind + 256),))
    return IntervalSet(((256 * kind + code, 256 * kind + code + 1),))


def tcp_flag_set(part: Tree[Token], platform: Platform) -> BitSet:
    """Return the flag combinations that a test allows.

    `established` is ACK or RST. `match-any` and `match-all` take signs: `+ack` is set and `-syn` is
    not. Of flags without a sign one must be set, or all, as the platform has it.
    """
    if part.data == "established":
        return ESTABLISHED
    all_of_them = platform.all_flags if part.data == "flags" else part.data == "match_all"
    return reduce(and_ if all_of_them else or_, (_one_flag(word) for word in words(part)))


def _one_flag(word: str) -> BitSet:
    bit = 1 << TCP_FLAGS.index(word.lstrip("+-"))
    return tcp_flags(bit, 0 if word.startswith("-") else bit)
