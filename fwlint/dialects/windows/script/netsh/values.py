"""The values of netsh's arguments, as sets of the packet space.

Every reader takes the text of one value, raises lark's UnexpectedInput for what the grammar refuses
and ValueError for what no number or address can be, and remembers what it has read.
"""

from __future__ import annotations

from functools import lru_cache

from fwlint.dialects.windows.connection_security import NO_AUTHENTICATION
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
from fwlint.dialects.windows.script.syntax import REMEMBERED, parse, tokens
from fwlint.dialects.windows.settings import About
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_ICMP, ANY_PROFILE, DOMAIN, PRIVATE, PROFILES
from fwlint.model.export import Direction
from fwlint.model.intervals import IntervalSet
from fwlint.model.rule import Action

_ACTIONS = {"ALLOW": Action.ACCEPT, "BLOCK": Action.DENY, "BYPASS": Action.BYPASS}
_KEYWORDS = {
    "RPC": "RPC",
    "IP_HTTPS": "IPHTTPS",
    "TEREDO": "Teredo",
    "LOCAL_SUBNET": "LocalSubnet",
    "DNS": "DNS",
    "DHCP": "DHCP",
    "WINS": "WINS",
    "DEFAULT_GATEWAY": "DefaultGateway",
}
_SECURITY_ACTIONS = {
    "requireinrequestout": "RequireInRequestOut",
    "requestinrequestout": "RequestInRequestOut",
    "requireinrequireout": "RequireInRequireOut",
    "requireinclearout": "RequireInClearOut",
    "noauthentication": NO_AUTHENTICATION,
}
_OLD_PROFILES = {"domain": (DOMAIN,), "standard": (PRIVATE,), "all": (DOMAIN, PRIVATE)}


def _only(start: str, text: str) -> str:
    """Return the type of the one token that `text` is by the start rule `start`."""
    (token,) = tokens(parse(start, text))
    return token.type


def _word(start: str, text: str) -> str:
    (token,) = tokens(parse(start, text))
    return token.lower()


@lru_cache(maxsize=REMEMBERED)
def enabled(text: str) -> bool:
    """Read `yes` or `no`."""
    return _only("yes_no", text) == "YES"


@lru_cache(maxsize=REMEMBERED)
def directions(text: str) -> tuple[Direction, ...]:
    """Read `in` or `out`."""
    return (Direction[_only("direction", text)],)


@lru_cache(maxsize=REMEMBERED)
def action(text: str) -> Action:
    """Read `allow`, `block` or `bypass`."""
    return _ACTIONS[_only("action", text)]


@lru_cache(maxsize=REMEMBERED)
def profiles(text: str) -> BitSet:
    """Read `any` or a list such as `domain,private`."""
    chosen = BitSet.of(PROFILES.index(word.lower()) for word in tokens(parse("profiles", text)))
    return chosen if chosen and chosen != ANY_PROFILE else ANY_PROFILE


@lru_cache(maxsize=REMEMBERED)
def protocol(text: str) -> Protocol:
    """Read `any`, a name or a number; behind the name of an ICMP there may be a type and a code."""
    tree = parse("protocol", text)
    return ANY_PROTOCOLS if tree.data == "any" else one_protocol(tokens(tree)[0])


@lru_cache(maxsize=REMEMBERED)
def icmp(text: str) -> IntervalSet[int]:
    """Read the type and the code that a protocol is said with, such as `icmpv4:8,any`."""
    numbers = [token for token in tokens(parse("protocol", text))[1:] if token.type == "NUMBER"]
    return icmp_list([numbers]) if numbers else ANY_ICMP


@lru_cache(maxsize=REMEMBERED)
def ports(text: str) -> Ports:
    """Read `any` or a list of ports, ranges and keywords."""
    tree = parse("ports", text)
    if tree.data == "any":
        return ANY_PORTS
    ranges = [tokens(node) for node in tree.find_data("port_range")]
    keywords = [_KEYWORDS[tokens(node)[0].type] for node in tree.find_data("port_keyword")]
    return port_list(ranges, keywords, mapper=any(True for _ in tree.find_data("epmap")))


@lru_cache(maxsize=REMEMBERED)
def addresses(text: str) -> Addresses:
    """Read `any` or a list of addresses, prefixes, ranges and keywords, of both families."""
    tree = parse("addresses", text)
    if tree.data == "any":
        return ANYWHERE
    return address_list(
        [tokens(node) for node in tree.find_data("network")],
        [tokens(node) for node in tree.find_data("address_range")],
        [_KEYWORDS[tokens(node)[0].type] for node in tree.find_data("address_keyword")],
    )


@lru_cache(maxsize=REMEMBERED)
def interface_types(text: str) -> tuple[str, ...]:
    """Read `any` or a list such as `lan,ras`."""
    return tuple(token.lower() for token in tokens(parse("interface_types", text)))


@lru_cache(maxsize=REMEMBERED)
def edge(text: str) -> str:
    """Read an edge traversal policy; `no` is ""."""
    word = _word("edge", text)
    return "" if word == "no" else word


@lru_cache(maxsize=REMEMBERED)
def security(text: str) -> str:
    """Read what is asked of the peer; `notrequired` is ""."""
    word = _word("security", text)
    return "" if word == "notrequired" else word


@lru_cache(maxsize=REMEMBERED)
def security_action(text: str) -> str:
    """Read what a connection security rule asks for, as netsh lists it."""
    return _SECURITY_ACTIONS[_word("security_action", text)]


def state(text: str) -> dict[About, bool | None]:
    """Read `on` or `off`; None is `notconfigured`."""
    return {About.FIREWALL_ON: {"ON": True, "OFF": False}.get(_only("state", text))}


def firewall_policy(text: str) -> dict[About, bool | None]:
    """Read `blockinbound,allowoutbound` and the like; None is `notconfigured`."""
    inbound, outbound = (token.lower() for token in tokens(parse("policy", text)))
    configured = inbound != "notconfigured"
    allows_out = {"allowoutbound": True, "blockoutbound": False}.get(outbound)
    return {
        About.INBOUND_ALLOWED: inbound == "allowinbound" if configured else None,
        About.OUTBOUND_ALLOWED: allows_out,
        About.EXCEPTIONS_ALLOWED: inbound != "blockinboundalways" if configured else None,
    }


def transport(text: str) -> tuple[str, ...]:
    """Read the protocols of an opened port."""
    word = _word("transport", text)
    return ("tcp", "udp") if word == "all" else (word,)


def is_enabled(text: str) -> bool:
    """Read `enable` or `disable`."""
    return _only("mode", text) == "ENABLE"


def scope(text: str) -> str:
    """Read `all`, `subnet` or `custom`."""
    return _word("scope", text)


def old_profiles(text: str) -> BitSet | None:
    """Read the profiles of an older Windows; None is the current one."""
    profiles = _OLD_PROFILES.get(_word("old_profile", text))
    return BitSet.of(profiles) if profiles else None
