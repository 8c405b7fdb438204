"""The values in cells, as sets of the packet space and in netsh's words.

Every reader takes the text of one cell, raises lark's UnexpectedInput for what the grammar refuses
and ValueError for what no number or address can be, and remembers what it has read.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from fwlint.dialects.windows.literals import address_list, icmp_list, port_list
from fwlint.dialects.windows.literals import protocol as one_protocol
from fwlint.dialects.windows.match import (
    ANY_PORTS,
    ANY_PROTOCOLS,
    ANYWHERE,
    Addresses,
    Ports,
    Protocol,
)
from fwlint.dialects.windows.table.syntax import REMEMBERED, kind, parse, tokens
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_ICMP, ANY_PROFILE, PROFILES
from fwlint.model.export import Direction
from fwlint.model.intervals import IntervalSet
from fwlint.model.rule import Action

if TYPE_CHECKING:
    from lark import Token, Tree

_DIRECTIONS = {"IN": Direction.IN, "OUT": Direction.OUT}
_ACTIONS = {"ALLOW": Action.ACCEPT, "BYPASS": Action.BYPASS, "BLOCK": Action.DENY}
_PORT_WORDS = {
    "RPC": "RPC",
    "IP_HTTPS": "IPHTTPS",
    "TEREDO": "Teredo",
    "PLAY_TO_DISCOVERY": "Ply2Disc",
    "MDNS": "mDNS",
}
_ADDRESS_WORDS = {
    "LOCAL_SUBNET": "LocalSubnet",
    "DNS": "DNS",
    "DHCP": "DHCP",
    "WINS": "WINS",
    "DEFAULT_GATEWAY": "DefaultGateway",
    "INTERNET": "Internet",
    "INTRANET": "Intranet",
    "REMOTE_INTRANET": "RmtIntranet",
    "PLAY_TO_DEVICE": "Ply2Renders",
    "CAPTIVE_PORTAL": "CaptivePortal",
}
_INTERFACE_TYPES = {"wired": "lan", "wireless": "wireless", "remoteaccess": "ras"}
_SECURITY = {
    ("UNAUTHENTICATED", "UNENCRYPTED"): "",
    ("AUTHENTICATED", "UNENCRYPTED"): "authenticate",
    ("AUTHENTICATED", "ENCRYPTED"): "authenc",
    ("AUTHENTICATED", "NEGOTIATED"): "authdynenc",
    ("NOT_ENCAPSULATED", "UNENCRYPTED"): "authnoencap",
}
_EDGES = {"CLOSED_EDGE": "", "OPEN_EDGE": "yes", "USERS_EDGE": "deferuser", "APPS_EDGE": "deferapp"}


@lru_cache(maxsize=REMEMBERED)
def enabled(text: str) -> bool:
    """Read `True` or `Yes`, `False` or `No`."""
    return kind("enabled", text) == "YES"


@lru_cache(maxsize=REMEMBERED)
def directions(text: str) -> tuple[Direction, ...]:
    """Read `Inbound` or `Outbound`."""
    return (_DIRECTIONS[kind("direction", text)],)


@lru_cache(maxsize=REMEMBERED)
def action(text: str) -> Action:
    """Read `Allow`, `AllowBypass` or `Block`."""
    return _ACTIONS[kind("action", text)]


@lru_cache(maxsize=REMEMBERED)
def overrides(text: str) -> bool:
    """Read whether a rule that allows does so over those that block."""
    return kind("override", text) == "OVERRIDES"


@lru_cache(maxsize=REMEMBERED)
def profiles(text: str) -> BitSet:
    """Read `Any`, a list such as `Domain, Private`, or the sum 1 domain + 2 private + 4 public."""
    tree = parse("profiles", text)
    found = tokens(tree)
    if tree.data == "any":
        return ANY_PROFILE
    if found[0].type == "PROFILE_BITS":
        chosen = BitSet(int(found[0]))
    else:
        chosen = BitSet.of(PROFILES.index(name.lower()) for name in found)
    return ANY_PROFILE if chosen == ANY_PROFILE else chosen


@lru_cache(maxsize=REMEMBERED)
def protocol(text: str) -> Protocol:
    """Read `Any`, a name or a number."""
    tree = parse("protocol", text)
    return ANY_PROTOCOLS if tree.data == "any" else one_protocol(tokens(tree)[0])


@lru_cache(maxsize=REMEMBERED)
def icmp(text: str) -> IntervalSet[int]:
    """Read `Any` or a list of types, with codes or without."""
    tree = parse("icmp", text)
    return ANY_ICMP if tree.data == "any" else icmp_list(_each(tree, "icmp_type"))


@lru_cache(maxsize=REMEMBERED)
def ports(text: str) -> Ports:
    """Read `Any` or a list of ports, ranges and keywords."""
    tree = parse("ports", text)
    if tree.data == "any":
        return ANY_PORTS
    keywords = [_PORT_WORDS[token.type] for (token,) in _each(tree, "port_keyword")]
    mapper = any(True for _ in tree.find_data("epmap"))
    return port_list(_each(tree, "port_range"), tuple(dict.fromkeys(keywords)), mapper=mapper)


@lru_cache(maxsize=REMEMBERED)
def addresses(text: str) -> Addresses:
    """Read `Any` or a list of addresses, prefixes, ranges and keywords, of both families."""
    tree = parse("addresses", text)
    if tree.data == "any":
        return ANYWHERE
    keywords = [_address_word(token) for (token,) in _each(tree, "address_keyword")]
    return address_list(_each(tree, "network"), _each(tree, "address_range"), keywords)


@lru_cache(maxsize=REMEMBERED)
def interface_types(text: str) -> tuple[str, ...]:
    """Read `Any`, a list such as `Wired, Wireless`, or the sum 1 wired + 2 wireless + 4 remote."""
    tree = parse("interface_types", text)
    found = tokens(tree)
    if tree.data == "any":
        return ()
    if found[0].type == "INTERFACE_TYPE_BITS":
        return tuple(
            word for n, word in enumerate(_INTERFACE_TYPES.values()) if int(found[0]) >> n & 1
        )
    return tuple(_INTERFACE_TYPES[word.lower()] for word in found)


@lru_cache(maxsize=REMEMBERED)
def authentication(text: str) -> str:
    """Read whether the peer must be authenticated, as a name of the grammar."""
    return kind("authentication", text)


@lru_cache(maxsize=REMEMBERED)
def encryption(text: str) -> str:
    """Read whether packets must be encrypted, as a name of the grammar."""
    return kind("encryption", text)


def security(authentication: str, encryption: str) -> str | None:
    """Return netsh's word for the two, "" for none required, or None where it has no word."""
    return _SECURITY.get((authentication or "UNAUTHENTICATED", encryption or "UNENCRYPTED"))


@lru_cache(maxsize=REMEMBERED)
def edge(text: str) -> str:
    """Read an edge traversal policy."""
    return _EDGES[kind("edge", text)]


def switch(text: str) -> bool | None:
    """Read a profile's `True` or `False`; None is `NotConfigured`."""
    return {"ON": True, "OFF": False}.get(kind("switch", text))


def default_action(text: str) -> bool | None:
    """Read whether a profile allows by default; None is `NotConfigured`."""
    return {"ALLOWS": True, "BLOCKS": False}.get(kind("default_action", text))


def _each(tree: Tree[Token], name: str) -> Iterator[list[Token]]:
    """Yield the tokens of each part of `tree` that is a `name`."""
    return (tokens(node) for node in tree.find_data(name))


def _address_word(token: Token) -> str:
    """Return netsh's keyword, which ends in 4 or 6 where it is of one family only."""
    family = token[-1] if token[-1] in "46" else ""
    return _ADDRESS_WORDS[token.type] + family
