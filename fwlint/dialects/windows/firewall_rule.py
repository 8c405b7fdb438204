"""A rule of Windows Firewall as every shape of export says it; see [MS-FASP] 2.2.37, FW_RULE."""

from __future__ import annotations

from dataclasses import dataclass

from fwlint.dialects.windows.match import (
    ANY_PORTS,
    ANY_PROTOCOLS,
    ANYWHERE,
    Addresses,
    Ports,
    Protocol,
)
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_ICMP, ANY_PROFILE
from fwlint.model.export import Direction
from fwlint.model.intervals import IntervalSet
from fwlint.model.rule import Action
from fwlint.model.source import Span

BOTH_WAYS = (Direction.IN, Direction.OUT)


@dataclass(frozen=True, slots=True)
class FirewallRule:
    """One rule, seen from the host: local and remote. `text` is the rule on one line.

    `action` is ACCEPT, DENY, BYPASS (allow an authenticated peer, over any block) or UNKNOWN. A
    rule has one direction; where it could not be read, it may have either.

    The fields from `program` to `security` limit the rule further; "" and () do not. They hold
    netsh's own words: `lan`, `wireless` and `ras` for interface types; `authenticate`, `authenc`,
    `authdynenc` and `authnoencap` for `security`; users and computers as SDDL, the `owner` as SID;
    `interfaces` by GUID or alias. `others` names every further limit in the words of the export, an
    unknown key or a line that is not understood among them.

    `edge` (`yes`, `deferapp`, `deferuser`; "" is no) only admits packets that come through a NAT's
    tunnel, and `group` only names; neither has a say in what the rule matches.
    """

    name: str
    span: Span
    text: str
    action: Action
    directions: tuple[Direction, ...] = BOTH_WAYS
    enabled: bool = True
    profiles: BitSet = ANY_PROFILE
    protocol: Protocol = ANY_PROTOCOLS
    icmp: IntervalSet[int] = ANY_ICMP
    local: Addresses = ANYWHERE
    remote: Addresses = ANYWHERE
    local_ports: Ports = ANY_PORTS
    remote_ports: Ports = ANY_PORTS
    program: str = ""
    service: str = ""
    package: str = ""
    owner: str = ""
    interface_types: tuple[str, ...] = ()
    interfaces: tuple[str, ...] = ()
    local_users: str = ""
    remote_users: str = ""
    remote_computers: str = ""
    security: str = ""
    others: tuple[str, ...] = ()
    edge: str = ""
    group: str = ""
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def is_any_to_any(self) -> bool:
        """Whether the rule names neither a protocol nor an address."""
        return (self.protocol, self.local, self.remote) == (ANY_PROTOCOLS, ANYWHERE, ANYWHERE)
