"""Tags: what rules write on a packet beside what it carries, for later rules to ask for.

A tag has bits of the packet's own and bits of its connection, which it shares with all packets of
that connection; and it may say that the packet's connection is not to be tracked at all. Beside
these it tells how the packet came, before rules sent it elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from fwlint.model.packetset import PacketSet

_HALF = 32
PACKET = (1 << _HALF) - 1
"""The bits of the packet's own."""
CONNECTION = PACKET << _HALF
"""The bits of its connection, in the same order."""
MOVED = 1 << 2 * _HALF
"""The bit that is 1 where the packet goes to another destination or port than it came for."""
CONNECTED = MOVED << 1
"""The bit that is 0 for as long as the packet belongs to no connection yet."""


class Tag(NamedTuple):
    """What is known of a tag: its bits `known` are as in `value`, which has no others.

    `untracked` is whether a rule took the packet from connection tracking. `origin` has questions
    on the packet as it came, each with the answer. `claimed` is whether a rule gave the packet a
    connection of its own, so that none can take it from tracking any more; None is not known.
    """

    value: int = 0
    known: int = 0
    untracked: bool = False
    origin: frozenset[tuple[str, bool]] = frozenset()
    claimed: bool | None = False

    def written(self, by: Tagging) -> Tag:
        """Return what is known of the tag when a rule has written on it.

        Of claiming and taking from tracking, what comes first has its way.
        """
        if by.untrack and self.claimed:
            return self
        value = (self.value & ~by.clear) ^ by.flip ^ _across(self.value & by.copy)
        known = (self.known | by.clear) & ~by.lose & ~_across(by.copy & ~self.known)
        if by.untrack:
            known &= PACKET | CONNECTED  # the connection is no longer this packet's
        untracked = self.untracked or by.untrack
        claimed = True if by.claim and not untracked else self.claimed
        return Tag(value & known, known, untracked, self.origin, claimed)

    def agreed(self, other: Tag) -> Tag:
        """Return what is known of a tag that is one of two, which are alike in `untracked`."""
        known = self.known & other.known & ~(self.value ^ other.value)
        claimed = self.claimed if self.claimed is other.claimed else None
        origin = self.origin & other.origin
        return Tag(self.value & known, known, self.untracked, origin, claimed)


NOTHING_KNOWN = Tag()


@dataclass(frozen=True, slots=True)
class Tagging:
    """What a rule writes on a packet's tag.

    Bits of `clear` become 0. Then bits of `flip` are flipped, and those whose counterpart in the
    other half is in `copy` and was 1. What becomes of bits of `lose` is not known. `untrack` is
    whether the packet's connection is not to be tracked, and `claim` whether the packet gets a
    connection of its own before.
    """

    clear: int = 0
    flip: int = 0
    copy: int = 0
    lose: int = 0
    untrack: bool = False
    claim: bool = False


@dataclass(frozen=True, slots=True)
class TagTest:
    """What `condition`, one of a rule's, asks of tags: whether the bits of `mask` are `value`."""

    condition: str
    mask: int
    value: int
    negated: bool = False

    def holds(self, tag: Tag) -> bool | None:
        """Return the answer for a packet with that tag, or None where too little is known of it."""
        never = self.value & ~self.mask
        if never or (tag.value ^ self.value) & self.mask & tag.known:
            return self.negated
        return None if self.mask & ~tag.known else not self.negated


@dataclass(frozen=True, slots=True)
class OriginTest:
    """What `condition` asks of packets as they came: they are in `surely`, and in `perhaps`.

    Of packets in `perhaps` only, the answer cannot be told.
    """

    condition: str
    surely: PacketSet
    perhaps: PacketSet

    def holds(self, tag: Tag) -> bool | None:
        """Return the answer for a packet with that tag, or None where the tag does not tell it."""
        if (self.condition, True) in tag.origin:
            return True
        return False if (self.condition, False) in tag.origin else None


@dataclass(frozen=True, slots=True)
class UnconnectedTest:
    """What `condition` answers for packets that belong to no connection yet.

    `untracked` is the answer for those that none will track, and `otherwise` that for the others.
    """

    condition: str
    untracked: bool
    otherwise: bool

    def holds(self, tag: Tag) -> bool | None:
        """Return the answer for a packet with that tag, or None where it may have a connection."""
        if not tag.known & CONNECTED:
            return None
        return self.untracked if tag.untracked else self.otherwise


AnyTest = TagTest | OriginTest | UnconnectedTest


class Coming(NamedTuple):
    """What is known of packets as they come: their tag, and how they answer `origins`."""

    packets: PacketSet
    tag: Tag
    origins: tuple[OriginTest, ...] = ()


def _across(bits: int) -> int:
    """Return bits of both halves exchanged."""
    return bits >> _HALF | (bits & PACKET) << _HALF
