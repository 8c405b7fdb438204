"""What one file says: its policies, and the ways packets take through them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from fwlint.model.diagnostic import Diagnostic
from fwlint.model.packetset import ANYTHING, PacketSet
from fwlint.model.policy import Policy
from fwlint.model.tag import Coming


class Direction(Enum):
    """Whose traffic a path judges."""

    IN = "in"
    """Packets to this host."""
    OUT = "out"
    """Packets from this host."""
    FORWARD = "forward"
    """Packets that cross this device."""


class Replies(Enum):
    """How replies to an accepted flow pass."""

    AUTOMATIC = "automatic"
    """The device remembers the flow, and replies pass by themselves."""
    BY_STATE = "by-state"
    """Replies go through the rules as established packets."""
    BY_RULE = "by-rule"
    """The filter keeps no state; replies need rules of their own."""


Tags = tuple[Coming, ...]
"""What is known of packets' tags: of each packet what the first set tells that it is in."""


@dataclass(frozen=True, slots=True)
class Path:
    """One way of a packet through an export: it must survive every stage.

    `stages` names policies in the order of traversal, and `families` the address families that
    this path judges at all. `traffic` holds the packets of other hosts that can take this path, as
    far as the export tells (not those of the loopback interface, say), of these families only.
    `main_stage` is the one that is there to filter, where others may, too, even if the export lacks
    it; where it is not said, the last stage is it. `tags` tells what is known of packets' tags as
    they come.
    """

    name: str
    direction: Direction
    stages: tuple[str, ...]
    traffic: PacketSet = ANYTHING
    families: tuple[int, ...] = (4, 6)
    main_stage: str = ""
    tags: Tags = ()


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Export:
    """One file, lowered. `policies` is keyed by name, in the order of the file.

    A policy that no path reaches is not a packet filter as far as the export tells. One of them may
    be what the export says of IPsec, named by `connection_security`: its rules ask the packets that
    they match for authentication (CONTINUE), or exempt them from it (ACCEPT). Two exports are the
    same only if they are one.
    """

    path: str
    dialect: str
    policies: dict[str, Policy]
    paths: tuple[Path, ...]
    replies: Replies
    diagnostics: tuple[Diagnostic, ...] = ()
    hostname: str = ""
    connection_security: str = ""

    def filters(self) -> Iterator[Policy]:
        """Yield the policies that some path reaches, by stage or by jump, in the file's order."""
        reached = [stage for path in self.paths for stage in path.stages]
        seen: set[str] = set()
        while reached:
            name = reached.pop()
            if name in seen or name not in self.policies:
                continue
            seen.add(name)
            reached.extend(rule.target for rule in self.policies[name].rules if rule.target)
        return (policy for name, policy in self.policies.items() if name in seen)
