"""A rule of Windows Firewall as the string that the registry keeps: [MS-GPFAS] 2.2.2.19."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fwlint.dialects.rendering import CannotRenderError
from fwlint.dialects.windows.firewall_rule import FirewallRule
from fwlint.dialects.windows.limits import TRUST_TUPLE, WINDOWS_VERSION
from fwlint.dialects.windows.match import ANYWHERE, Addresses, Ports
from fwlint.dialects.windows.render import spelling
from fwlint.model import protocols
from fwlint.model.box import ANY_ICMP, ANY_PORT, ANY_PROFILE, ANY_PROTOCOL, PROFILES
from fwlint.model.export import Direction
from fwlint.model.rule import Action

_VERSION = "v2.30"
_DIRECTIONS = {Direction.IN: "In", Direction.OUT: "Out"}
_ACTIONS = {Action.ACCEPT: "Allow", Action.DENY: "Block", Action.BYPASS: "ByPass"}
_LOCAL_PORTS = {
    "RPC": "LPort=RPC",
    "Teredo": "LPort=Teredo",
    "IPHTTPS": "LPort2_10=IPTLSIn|LPort2_10=IPHTTPSIn",
    "DHCP": "LPort2_20=DHCP",
    "Ply2Disc": "LPort2_20=Ply2Disc",
    "mDNS": "LPort2_24=mDNS",
    "CortanaOut": "LPort2_28=CortanaOut",
    "TcpCDPSvc": "LPort2_29=TcpCDPSvc",
}
_REMOTE_PORTS = {"IPHTTPS": "RPort2_10=IPTLSOut|RPort2_10=IPHTTPSOut"}
_REMOTE_KEYWORDS = {
    **{word: ("", word) for word in ("LocalSubnet", "DNS", "DHCP", "WINS", "DefaultGateway")},
    "Intranet": ("2", "IntrAnet"),
    "Internet": ("2", "IntErnet"),
    "RmtIntranet": ("2", "RmtIntrAnet"),
    "Ply2Renders": ("2", "Ply2Renders"),
    "CaptivePortal": ("2", "CaptivePortal"),
}
"""What stands behind RA4 or RA6 in the key of each keyword, and its value."""
_INTERFACE_TYPES = {"lan": "Lan", "wireless": "Wireless", "ras": "RemoteAccess"}
_SECURITY = {
    "authenticate": "Security=Authenticate",
    "authenc": "Security=AuthenticateEncrypt",
    "authdynenc": "Security=Authenticate|Security2=AnE-Nego",
    "authnoencap": "Security=Authenticate|Security2_9=An-NoEncap",
}
_EDGES = {
    "yes": "Edge=TRUE",
    "deferapp": "Edge=TRUE|Defer=App",
    "deferuser": "Defer=User",
}
_TRUST_TUPLES = {
    **dict.fromkeys(("Proximity", "ProxSharing"), "TTK"),
    **dict.fromkeys(("WFDPrint", "WFDDisplay", "WFDDevices"), "TTK2_22"),
    **dict.fromkeys(("WFDKmDriver", "UPnP"), "TTK2_27"),
    "WFDCDPSvc": "TTK2_28",
}
_TEXTS = {
    "App": "program",
    "Svc": "service",
    "RMAuth": "remote_computers",
    "RUAuth": "remote_users",
    "LUAuth": "local_users",
    "LUOwn": "owner",
    "AppPkgId": "package",
    "Name": "name",
    "EmbedCtxt": "group",
}
_WINDOWS = "Platform=2"
"""The platform that every Windows with this firewall is; the version stands behind it."""
_UNFIT = re.compile(r"[|\x00\r\n]")


def rule_string(rule: FirewallRule) -> str:
    """Return the string of `rule`. Raises CannotRenderError for what it has no key for."""
    return "".join(f"{field}|" for field in (_VERSION, *_fields(rule)))


def _fields(rule: FirewallRule) -> Iterator[str]:
    yield from _head(rule)
    if rule.protocol.numbers != ANY_PROTOCOL:
        (number,) = rule.protocol.numbers
        yield f"Protocol={number}"
    if rule.profiles != ANY_PROFILE:
        yield from (f"Profile={PROFILES[profile].title()}" for profile in rule.profiles)
    yield from _ports("LPort", rule.local_ports, _LOCAL_PORTS)
    yield from _ports("RPort", rule.remote_ports, _REMOTE_PORTS)
    yield from _icmp(rule)
    yield from _addresses("LA", rule, rule.local)
    yield from _addresses("RA", rule, rule.remote)
    yield from (f"IF={_fit(interface)}" for interface in rule.interfaces)
    yield from (f"IFType={_INTERFACE_TYPES[word]}" for word in rule.interface_types)
    for key, name in _TEXTS.items():
        if text := getattr(rule, name):
            yield f"{key}={_fit(text)}"
    if rule.security:
        yield _SECURITY[rule.security]
    if rule.edge:
        yield _EDGES[rule.edge]
    yield from (field for other in rule.others for field in _other(other))


def _head(rule: FirewallRule) -> Iterator[str]:
    """Yield what a rule does; outbound, one that bypasses is one that allows over all blocks."""
    (direction,) = rule.directions
    bypasses_out = rule.action is Action.BYPASS and direction is Direction.OUT
    yield f"Action={_ACTIONS[Action.ACCEPT if bypasses_out else rule.action]}"
    yield f"Active={str(rule.enabled).upper()}"
    yield f"Dir={_DIRECTIONS[direction]}"
    if bypasses_out:
        yield "AuthByPassOut=TRUE"


def _ports(key: str, ports: Ports, keywords: dict[str, str]) -> Iterator[str]:
    yield from spelling.translated(ports.keywords, keywords)
    if ports.numbers != ANY_PORT:
        for word in spelling.port_ranges(ports.numbers):
            yield f"{key}2_10={word}" if "-" in word else f"{key}={word}"


def _icmp(rule: FirewallRule) -> Iterator[str]:
    if rule.icmp != ANY_ICMP:
        key = "ICMP4" if protocols.ICMP in rule.protocol.numbers else "ICMP6"
        for type_, code in spelling.icmp_types(rule.icmp):
            yield f"{key}={type_}:{code or '*'}"


def _addresses(key: str, rule: FirewallRule, addresses: Addresses) -> Iterator[str]:
    if addresses == ANYWHERE:
        return
    for keyword in addresses.keywords:
        yield from _keyword(key, keyword, rule.protocol.families)
    for family in (4, 6):
        yield from (f"{key}{family}={w}" for w in spelling.networks(addresses.of(family), family))


def _keyword(key: str, keyword: str, families: tuple[int, ...]) -> Iterator[str]:
    """Yield a keyword for each family it stands for; local addresses have none."""
    word = keyword.rstrip("46")
    if key != "RA" or word not in _REMOTE_KEYWORDS:
        raise CannotRenderError(f"a rule string has no word for {keyword} behind {key}")
    later, name = _REMOTE_KEYWORDS[word]
    for family in families:
        if keyword in (word, f"{word}{family}"):
            yield f"{key}{family}{later}={name}"


def _other(other: str) -> Iterator[str]:
    """Yield the fields of a limit that no field of FirewallRule holds."""
    if other.startswith(WINDOWS_VERSION):
        said = other.removeprefix(WINDOWS_VERSION)
        for version in said.removesuffix(" or later").split(" or "):
            yield f"{_WINDOWS}:{version.replace('.', ':')}"
        if said.endswith(" or later"):
            yield "Platform2=GTEQ"
    elif other.startswith(TRUST_TUPLE):
        words = other.removeprefix(TRUST_TUPLE).split(",")
        keys = spelling.translated(words, _TRUST_TUPLES)
        yield from (f"{key}={word}" for key, word in zip(keys, words, strict=True))


def _fit(text: str) -> str:
    if _UNFIT.search(text):
        raise CannotRenderError(f"a rule string cannot hold {text!r}")
    return text
