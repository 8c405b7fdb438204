"""The values behind the labels, as sets of the packet space.

Every reader takes the text of one value in English, raises lark's UnexpectedInput for what the
grammar refuses and ValueError for what no number or address can be, and remembers what it has read.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from fwlint.dialects.windows import literals
from fwlint.dialects.windows.match import (
    ANY_PORTS,
    ANY_PROTOCOLS,
    ANYWHERE,
    Addresses,
    Ports,
    Protocol,
)
from fwlint.dialects.windows.netsh.syntax import REMEMBERED, parse, words
from fwlint.dialects.windows.settings import About
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_ICMP, ANY_PROFILE, PROFILES
from fwlint.model.export import Direction
from fwlint.model.intervals import IntervalSet
from fwlint.model.rule import Action

if TYPE_CHECKING:
    from lark import Token, Tree

_DIRECTIONS = {"In": Direction.IN, "Out": Direction.OUT}
_ACTIONS = {"Allow": Action.ACCEPT, "Block": Action.DENY, "Bypass": Action.BYPASS}
_EDGES = {"No": "", "Yes": "yes", "Defer to application": "deferapp", "Defer to user": "deferuser"}


def word(start: str, text: str) -> str:
    """Read a value that is one of the words that the grammar lists under `start`."""
    (one,) = words(parse(start, text))
    return one


def limit(text: str) -> str:
    """Read a program or a service: `Any` is no limit."""
    return "" if text == "Any" else text


@lru_cache(maxsize=REMEMBERED)
def enabled(text: str) -> bool:
    """Read `Yes` or `No`."""
    return word("enabled", text) == "Yes"


@lru_cache(maxsize=REMEMBERED)
def directions(text: str) -> tuple[Direction, ...]:
    """Read `In` or `Out`."""
    return (_DIRECTIONS[word("direction", text)],)


@lru_cache(maxsize=REMEMBERED)
def action(text: str) -> Action:
    """Read `Allow`, `Block` or `Bypass`."""
    return _ACTIONS[word("action", text)]


@lru_cache(maxsize=REMEMBERED)
def security_action(text: str) -> str:
    """Read `RequireInRequestOut` and the like, what a connection security rule asks for."""
    return word("security_action", text)


@lru_cache(maxsize=REMEMBERED)
def mode(text: str) -> str:
    """Read `Transport` or `Tunnel`."""
    return word("mode", text)


@lru_cache(maxsize=REMEMBERED)
def profiles(text: str) -> BitSet:
    """Read a list such as `Domain,Private`."""
    names = words(parse("profiles", text))
    chosen = BitSet.of(PROFILES.index(name.lower()) for name in names)
    return ANY_PROFILE if chosen == ANY_PROFILE else chosen


@lru_cache(maxsize=REMEMBERED)
def edge(text: str) -> str:
    """Read `No`, `Yes`, `Defer to application` or `Defer to user`."""
    return _EDGES[word("edge", text)]


@lru_cache(maxsize=REMEMBERED)
def security(text: str) -> str:
    """Read `NotRequired`, `Authenticate` and the like."""
    found = word("security", text)
    return "" if found == "NotRequired" else found.lower()


@lru_cache(maxsize=REMEMBERED)
def is_local(text: str) -> bool:
    """Read `Local Setting` or `Group Policy Setting`."""
    return word("source", text) == "Local Setting"


@lru_cache(maxsize=REMEMBERED)
def interface_types(text: str) -> tuple[str, ...]:
    """Read `Any` or a list such as `LAN,Wireless`."""
    return tuple(found.lower() for found in words(parse("interface_types", text)))


@lru_cache(maxsize=REMEMBERED)
def protocol(text: str) -> Protocol:
    """Read `Any`, a name or a number."""
    found = words(parse("protocol", text))
    return literals.protocol(found[0]) if found else ANY_PROTOCOLS


@lru_cache(maxsize=REMEMBERED)
def icmp(text: str) -> IntervalSet[int]:
    """Read one row of the table `Type Code`."""
    found = words(parse("icmp", text))
    return literals.icmp_list([found]) if found else ANY_ICMP


@lru_cache(maxsize=REMEMBERED)
def ports(text: str) -> Ports:
    """Read `Any` or a list of ports, ranges and keywords."""
    tree = parse("ports", text)
    if tree.data == "any":
        return ANY_PORTS
    return literals.port_list(
        [words(node) for node in tree.find_data("port_range")],
        _keywords(tree, "port_keyword"),
        mapper=any(True for _ in tree.find_data("epmap")),
    )


@lru_cache(maxsize=REMEMBERED)
def addresses(text: str) -> Addresses:
    """Read `Any` or a list of addresses, prefixes, ranges and keywords, of both families."""
    tree = parse("addresses", text)
    if tree.data == "any":
        return ANYWHERE
    return literals.address_list(
        [words(node) for node in tree.find_data("network")],
        [words(node) for node in tree.find_data("address_range")],
        _keywords(tree, "address_keyword"),
    )


def state(text: str) -> dict[About, bool]:
    """Read `ON` or `OFF`."""
    return {About.FIREWALL_ON: word("state", text) == "ON"}


def firewall_policy(text: str) -> dict[About, bool]:
    """Read `BlockInbound,AllowOutbound` and the like."""
    inbound, outbound = words(parse("firewall_policy", text))
    return {
        About.INBOUND_ALLOWED: inbound == "AllowInbound",
        About.OUTBOUND_ALLOWED: outbound == "AllowOutbound",
        About.EXCEPTIONS_ALLOWED: inbound != "BlockInboundAlways",
    }


def local_rules(text: str) -> dict[About, bool]:
    """Read `Enable` or `Disable`; `N/A` says nothing."""
    found = word("local_rules", text)
    return {} if found.startswith("N/A") else {About.LOCAL_RULES_MERGED: found == "Enable"}


def _keywords(tree: Tree[Token], kind: str) -> list[str]:
    """Return the keywords of a list, each once. IPTLS is another name for the same ports."""
    found = (words(node)[0] for node in tree.find_data(kind))
    return list(dict.fromkeys("IPHTTPS" if one == "IPTLS" else one for one in found))
