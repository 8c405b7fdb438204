"""What the fields of a rule string match: ports, addresses, ICMP types.

Every reader takes a field, raises ValueError for what no number or address can be, and remembers.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from fwlint.dialects.windows import literals
from fwlint.dialects.windows.match import (
    ANY_PORTS,
    ANYWHERE,
    ENDPOINT_MAPPER,
    NOWHERE,
    Addresses,
    Ports,
    Protocol,
)
from fwlint.dialects.windows.registry.syntax import REMEMBERED, Field
from fwlint.model.addresses import AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_ICMP, ANY_PORT, ANY_PROFILE, DOMAIN, PRIVATE, PUBLIC
from fwlint.model.intervals import IntervalSet

_PROFILES = {"domain": DOMAIN, "private": PRIVATE, "standard": PRIVATE, "public": PUBLIC}
_PORT_KEYWORDS = {
    "rpc": "RPC",
    "teredo": "Teredo",
    "iptlsin": "IPHTTPS",
    "iphttpsin": "IPHTTPS",
    "iptlsout": "IPHTTPS",
    "iphttpsout": "IPHTTPS",
    "ply2disc": "Ply2Disc",
    "mdns": "mDNS",
    "dhcp": "DHCP",
    "cortanaout": "CortanaOut",
    "tcpcdpsvc": "TcpCDPSvc",
}
_ADDRESS_KEYWORDS = {
    "localsubnet": "LocalSubnet",
    "dns": "DNS",
    "dhcp": "DHCP",
    "wins": "WINS",
    "defaultgateway": "DefaultGateway",
    "intranet": "Intranet",
    "internet": "Internet",
    "rmtintranet": "RmtIntranet",
    "ply2renders": "Ply2Renders",
    "captiveportal": "CaptivePortal",
}


@lru_cache(maxsize=REMEMBERED)
def protocol(field: Field) -> Protocol:
    """Read a protocol's number."""
    return literals.protocol(field.text)


@lru_cache(maxsize=REMEMBERED)
def icmp(field: Field) -> IntervalSet[int]:
    """Read a type and a code, or `*` for all codes."""
    return literals.icmp_list([[word for word in field.words if word != "*"]])


@lru_cache(maxsize=REMEMBERED)
def ports(field: Field) -> Ports:
    """Read a port, a range or a keyword."""
    if not field.form.endswith("keyword"):
        return literals.port_list([field.words])
    word = field.text.lower()
    if word == "rpc-epmap":
        return Ports(IntervalSet((ENDPOINT_MAPPER,)))
    return Ports(IntervalSet(), (_PORT_KEYWORDS[word],))


@lru_cache(maxsize=REMEMBERED)
def addresses(field: Field) -> Addresses:
    """Read addresses, or a keyword."""
    if field.form.endswith("keyword"):
        return Addresses(NOWHERE, NOWHERE, (_ADDRESS_KEYWORDS[field.text.lower()],))
    if field.form.startswith("range"):
        return literals.address_list((), [field.words])
    return literals.address_list([field.words], ())


def profiles(words: Iterable[str]) -> BitSet:
    """Return the profiles named; none is all."""
    chosen = BitSet.of(_PROFILES[word.lower()] for word in words)
    return chosen if chosen and chosen != ANY_PROFILE else ANY_PROFILE


def icmp_union(sets: list[IntervalSet[int]]) -> IntervalSet[int]:
    """Return the union of types and codes; none is any."""
    union = IntervalSet.union(span for one in sets for span in one.spans)
    return union if union and union != ANY_ICMP else ANY_ICMP


def port_union(lists: list[Ports]) -> Ports:
    """Return the union of ports and keywords; none is any port."""
    if len(lists) < 2:
        return lists[0] if lists else ANY_PORTS
    numbers = IntervalSet.union(span for one in lists for span in one.numbers.spans)
    keywords = dict.fromkeys(word for one in lists for word in one.keywords)
    return Ports(ANY_PORT if numbers == ANY_PORT else numbers, tuple(keywords))


def address_union(v4: list[Addresses], v6: list[Addresses], families: tuple[int, ...]) -> Addresses:
    """Return the union of what stands for each family; nothing at all is anywhere.

    A keyword of only one family gets its number, unless the rule has no other family.
    """
    if not v4 and not v6:
        return ANYWHERE
    words4, words6 = (dict.fromkeys(word for one in v for word in one.keywords) for v in (v4, v6))
    keywords = [word if word in words6 or 6 not in families else f"{word}4" for word in words4]
    keywords += [word if word in words4 or 4 not in families else f"{word}6" for word in words6]
    return Addresses(
        AddressSet.union(one.v4 for one in v4),
        AddressSet.union(one.v6 for one in v6),
        tuple(dict.fromkeys(keywords)),
    )
