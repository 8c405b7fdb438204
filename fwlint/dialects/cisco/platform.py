"""What is particular to each platform of the family, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fwlint.dialects.cisco.names.icmp import MessageNames
from fwlint.dialects.cisco.names.ports import PortNames
from fwlint.dialects.cisco.names.protocols import ProtocolNames

IMPLICIT = "implicit"
"""The name of the rules that stand behind a list without being written in it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of access list: the grammar's rule for its entries, and what stands behind them.

    `start` is empty for the kinds that fwlint does not read; `family` is theirs all the same.
    `implicit` holds entries that the device adds before its last, the implicit deny.
    """

    start: str
    family: int
    default_text: str
    implicit: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Platform:
    """A platform's words and habits.

    `starts` are the start rules of its grammar. `kinds` gives the kind of list by the grammar's
    rule for its header. `every_protocol` holds the words for all protocols, in lists of each family
    (`ip`). `all_flags` is whether TCP flags without a sign must all be set, `swaps_ranges` whether
    a range that runs backwards is turned round. `ipv6_binding` is the command that binds an IPv6
    list to an interface. `mask` is the grammar's rule for an address with a mask in an entry.
    `without_list` and `without_entries` say what the platform does where it is told to filter by a
    list that is not there, or is empty. `logs_connections` is whether it logs without being asked
    what it denies, and what it permits by connection and not by packet.
    """

    title: str
    grammar: str
    starts: tuple[str, ...]
    kinds: Mapping[str, Kind]
    protocols: ProtocolNames
    ports: PortNames
    messages: MessageNames
    every_protocol: Mapping[int, tuple[str, ...]]
    ipv6_binding: str
    all_flags: bool = False
    swaps_ranges: bool = False
    mask: str = "wildcard"
    without_list: str = "lets everything through"
    without_entries: str = "lets everything through"
    logs_connections: bool = False
