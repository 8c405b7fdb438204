"""A policy store as netsh lists it in English, with the keyword `verbose`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fwlint.dialects.rendering import CannotRenderError
from fwlint.dialects.windows.firewall_rule import FirewallRule
from fwlint.dialects.windows.match import Ports
from fwlint.dialects.windows.render import spelling
from fwlint.dialects.windows.settings import About
from fwlint.dialects.windows.store import Store
from fwlint.model.box import ANY_ICMP, PROFILES
from fwlint.model.export import Direction
from fwlint.model.rule import Action

_COLUMN = 38
_RULER = "-" * 70
_DIRECTIONS = {Direction.IN: "In", Direction.OUT: "Out"}
_ACTIONS = {Action.ACCEPT: "Allow", Action.DENY: "Block", Action.BYPASS: "Bypass"}
_EDGES = {
    "": "No",
    "yes": "Yes",
    "deferapp": "Defer to application",
    "deferuser": "Defer to user",
}
_INTERFACE_TYPES = {"lan": "LAN", "wireless": "Wireless", "ras": "RAS"}
_SECURITY = {
    "": "NotRequired",
    "authenticate": "Authenticate",
    "authenc": "AuthEnc",
    "authdynenc": "AuthDynEnc",
    "authnoencap": "AuthNoEncap",
}
_HIDDEN = (
    "package",
    "owner",
    "interfaces",
    "local_users",
    "remote_users",
    "remote_computers",
    "others",
)
"""Fields that netsh does not show; without them a rule would seem wider than it is."""


def listing(store: Store) -> bytes:
    """Return the output of `show allprofiles`, and of `firewall show rule name=all verbose`.

    Raises CannotRenderError for rules that netsh does not show as they are, and for none at all.
    """
    if not store.rules:
        raise CannotRenderError("netsh has no listing where there are no rules")
    lines = [*_profiles(store), *(line for rule in store.rules for line in _rule(rule)), "Ok.", ""]
    return "".join(f"{line}\r\n" for line in lines).encode()


def _profiles(store: Store) -> Iterator[str]:
    said = {(one.profile, one.about): one.value for one in store.settings}
    for profile, name in enumerate(PROFILES):
        inbound = "AllowInbound" if said[profile, About.INBOUND_ALLOWED] else "BlockInbound"
        if not said[profile, About.EXCEPTIONS_ALLOWED]:
            inbound = "BlockInboundAlways"
        outbound = "AllowOutbound" if said[profile, About.OUTBOUND_ALLOWED] else "BlockOutbound"
        yield from ("", f"{name.title()} Profile Settings: ", _RULER)
        yield _entry("State", "ON" if said[profile, About.FIREWALL_ON] else "OFF")
        yield _entry("Firewall Policy", f"{inbound},{outbound}")
        yield _entry("LocalFirewallRules", "N/A (GPO-store only)")
        yield _entry("LocalConSecRules", "N/A (GPO-store only)")
    yield from ("Ok.", "")


def _rule(rule: FirewallRule) -> Iterator[str]:
    for name in _HIDDEN:
        if getattr(rule, name):
            raise CannotRenderError(f"netsh does not show the {name.replace('_', ' ')} of a rule")
    yield from ("", _entry("Rule Name:", rule.name), _RULER)
    yield _entry("Enabled:", "Yes" if rule.enabled else "No")
    yield _entry("Direction:", _DIRECTIONS[rule.directions[0]])
    yield _entry("Profiles:", ",".join(PROFILES[profile].title() for profile in rule.profiles))
    yield _entry("Grouping:", rule.group)
    yield _entry("LocalIP:", ",".join(spelling.address_list(rule.local)))
    yield _entry("RemoteIP:", ",".join(spelling.address_list(rule.remote)))
    yield from _protocol(rule)
    yield _entry("Edge traversal:", _EDGES[rule.edge])
    if rule.program:
        yield _entry("Program:", rule.program)
    if rule.service:
        yield _entry("Service:", rule.service)
    yield _entry("InterfaceTypes:", _any_or(_INTERFACE_TYPES[one] for one in rule.interface_types))
    yield _entry("Security:", _SECURITY[rule.security])
    yield _entry("Rule source:", "Local Setting")
    yield _entry("Action:", _ACTIONS[rule.action])


def _protocol(rule: FirewallRule) -> Iterator[str]:
    yield _entry("Protocol:", spelling.protocol(rule.protocol))
    if rule.icmp != ANY_ICMP:
        yield _entry("", "Type    Code")
        for type_, code in spelling.icmp_types(rule.icmp):
            yield _entry("", f"{type_:8}{code or spelling.ANY:4}")
    if rule.protocol.has_ports:
        yield _entry("LocalPort:", _ports(rule.local_ports))
        yield _entry("RemotePort:", _ports(rule.remote_ports))


def _ports(ports: Ports) -> str:
    return ",".join(spelling.port_list(ports))


def _any_or(words: Iterable[str]) -> str:
    return ",".join(words) or spelling.ANY


def _entry(label: str, value: str) -> str:
    return f"{label:{_COLUMN}}{value}"
