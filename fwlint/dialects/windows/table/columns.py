"""Rules and settings of profiles in PowerShell's words; the inverse of reading a record."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.rendering import CannotRenderError
from fwlint.dialects.windows.firewall_rule import FirewallRule
from fwlint.dialects.windows.limits import TRUST_TUPLE, WINDOWS_VERSION
from fwlint.dialects.windows.match import Addresses, Ports
from fwlint.dialects.windows.render import spelling
from fwlint.dialects.windows.settings import About, Setting
from fwlint.model.box import ANY_ICMP, ANY_PROFILE, PROFILES
from fwlint.model.export import Direction
from fwlint.model.rule import Action

Columns = dict[str, list[str]]
"""Values by PowerShell's names of properties; a list of one where there is only one value."""

_ANY = [spelling.ANY]
_DIRECTIONS = {Direction.IN: "Inbound", Direction.OUT: "Outbound"}
_FAMILIES = ("", "4", "6")
_ADDRESS_KEYWORDS = {
    f"{word}{family}": f"{other}{family}"
    for family in _FAMILIES
    for word, other in {
        **{word: word for word in ("LocalSubnet", "DNS", "DHCP", "WINS", "DefaultGateway")},
        **{word: word for word in ("Internet", "Intranet", "CaptivePortal")},
        "RmtIntranet": "IntranetRemoteAccess",
        "Ply2Renders": "PlayToDevice",
    }.items()
}
_PORT_KEYWORDS = {
    "RPC": "RPC",
    "Teredo": "Teredo",
    "Ply2Disc": "PlayToDiscovery",
    "mDNS": "mDNS",
}
_INTERFACE_TYPES = {"lan": "Wired", "wireless": "Wireless", "ras": "RemoteAccess"}
_SECURITY = {
    "": ("NotRequired", "NotRequired"),
    "authenticate": ("Required", "NotRequired"),
    "authenc": ("Required", "Required"),
    "authdynenc": ("Required", "Dynamic"),
    "authnoencap": ("NoEncap", "NotRequired"),
}
_EDGES = {"": "Block", "yes": "Allow", "deferuser": "DeferToUser", "deferapp": "DeferToApp"}
_TARGETS = {
    "Proximity": "ProximityApps",
    "ProxSharing": "ProximitySharing",
    "WFDPrint": "WifiDirectPrinting",
    "WFDDisplay": "WifiDirectDisplay",
    "WFDDevices": "WifiDirectDevices",
}


def columns(rule: FirewallRule) -> Columns:
    """Return `rule` as PowerShell shows it, joined with all of its filters.

    Raises CannotRenderError for what it has no word for.
    """
    authentication, encryption = _SECURITY[rule.security]
    return {
        "DisplayName": [rule.name],
        "Group": [rule.group] if rule.group else [],
        "Enabled": [str(rule.enabled)],
        "Profile": _profiles(rule),
        "Platform": list(_platforms(rule)),
        "Direction": [_DIRECTIONS[rule.directions[0]]],
        "Action": ["Block" if rule.action is Action.DENY else "Allow"],
        "EdgeTraversalPolicy": [_EDGES[rule.edge]],
        "Owner": [rule.owner] if rule.owner else [],
        "LocalAddress": _addresses(rule.local),
        "RemoteAddress": _addresses(rule.remote),
        "Protocol": [spelling.protocol(rule.protocol)],
        "LocalPort": _ports(rule.local_ports, "IPHTTPSIn"),
        "RemotePort": _ports(rule.remote_ports, "IPHTTPSOut"),
        "IcmpType": _icmp(rule),
        "DynamicTarget": [_target(rule)],
        "Program": [rule.program or spelling.ANY],
        "Package": [rule.package] if rule.package else [],
        "Service": [rule.service or spelling.ANY],
        "InterfaceAlias": list(rule.interfaces) or _ANY,
        "InterfaceType": [_INTERFACE_TYPES[word] for word in rule.interface_types] or _ANY,
        "LocalUser": [rule.local_users or spelling.ANY],
        "RemoteUser": [rule.remote_users or spelling.ANY],
        "RemoteMachine": [rule.remote_computers or spelling.ANY],
        "Authentication": [authentication],
        "Encryption": [encryption],
        "OverrideBlockRules": [str(rule.action is Action.BYPASS)],
    }


def profile_columns(settings: list[Setting]) -> Iterator[Columns]:
    """Yield the settings of each profile."""
    said = {(one.profile, one.about): bool(one.value) for one in settings}
    for profile, name in enumerate(PROFILES):
        allows = {
            about: "Allow" if said[profile, about] else "Block"
            for about in (About.INBOUND_ALLOWED, About.OUTBOUND_ALLOWED)
        }
        yield {
            "Name": [name.title()],
            "Enabled": [str(said[profile, About.FIREWALL_ON])],
            "DefaultInboundAction": [allows[About.INBOUND_ALLOWED]],
            "DefaultOutboundAction": [allows[About.OUTBOUND_ALLOWED]],
            "AllowInboundRules": [str(said[profile, About.EXCEPTIONS_ALLOWED])],
        }


def _profiles(rule: FirewallRule) -> list[str]:
    if rule.profiles == ANY_PROFILE:
        return _ANY
    return [PROFILES[profile].title() for profile in rule.profiles]


def _addresses(addresses: Addresses) -> list[str]:
    return spelling.address_list(addresses, _ADDRESS_KEYWORDS)


def _ports(ports: Ports, https: str) -> list[str]:
    return spelling.port_list(ports, {**_PORT_KEYWORDS, "IPHTTPS": https})


def _icmp(rule: FirewallRule) -> list[str]:
    if rule.icmp == ANY_ICMP:
        return _ANY
    return [f"{type_}:{code}" if code else type_ for type_, code in spelling.icmp_types(rule.icmp)]


def _platforms(rule: FirewallRule) -> Iterator[str]:
    """Yield versions of Windows, such as `6.1` and `10.0+`."""
    for other in _others(rule, WINDOWS_VERSION):
        yield from other.replace(" or later", "+").split(" or ")


def _target(rule: FirewallRule) -> str:
    targets = [one for other in _others(rule, TRUST_TUPLE) for one in other.split(",")]
    if len(targets) > 1 or not set(targets) <= _TARGETS.keys():
        raise CannotRenderError(f"PowerShell has no word for the trust tuple {', '.join(targets)}")
    return _TARGETS[targets[0]] if targets else spelling.ANY


def _others(rule: FirewallRule, prefix: str) -> list[str]:
    return [one.removeprefix(prefix) for one in rule.others if one.startswith(prefix)]
