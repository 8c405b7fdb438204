"""A record read as a rule of Windows Firewall."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fwlint.dialects.windows.firewall_rule import BOTH_WAYS, FirewallRule
from fwlint.dialects.windows.limits import TRUST_TUPLE, WINDOWS_VERSION
from fwlint.dialects.windows.match import (
    ANY_PORTS,
    ANY_PROTOCOLS,
    ANYWHERE,
    NOWHERE,
    Addresses,
    Ports,
    Protocol,
)
from fwlint.dialects.windows.table import values
from fwlint.dialects.windows.table.reading import Reading
from fwlint.model.box import ANY_ICMP, ANY_PROFILE
from fwlint.model.intervals import IntervalSet
from fwlint.model.rule import Action

_LABELS = ("Name", "DisplayGroup", "Group", "PolicyStoreSourceType")
"""Columns that have no say in what the rule does."""
_SAID_EVEN_IF_ANY = ("DisplayName", "RemoteAddress", "Protocol")
_USUAL = {
    "Enabled": ("true", "yes", "1"),
    "Profile": ("all", "0"),
    "EdgeTraversalPolicy": ("block", "0"),
    "OverrideBlockRules": ("false", "no", "0"),
    "Authentication": ("notrequired", "0"),
    "Encryption": ("notrequired", "0"),
    "InterfaceType": ("all", "0"),
    "DynamicTarget": ("0",),
    "PolicyAppId": ("none",),
}
"""What columns say where they do not limit a rule, beside `Any`."""
_FILTERS = {"Protocol", "LocalPort", "LocalAddress", "RemoteAddress", "Program", "Service"}
_TRUST_TUPLES = {
    "proximityapps": "Proximity",
    "proximitysharing": "ProxSharing",
    "wifidirectprinting": "WFDPrint",
    "wifidirectdisplay": "WFDDisplay",
    "wifidirectdevices": "WFDDevices",
}
"""The registry's words for dynamic targets, [MS-GPFAS] 2.2.2.19."""


def read_rule(reading: Reading) -> FirewallRule:
    """Return the rule that the record under way stands for.

    What is hidden or not understood leaves the rule as wide as it may be, under a condition.
    """
    record = reading.record
    name, identity = (reading.text(column, unless=()) for column in ("DisplayName", "Name"))
    protocol = reading.value("Protocol", values.protocol, ANY_PROTOCOLS)
    rule = FirewallRule(
        name=name or identity,
        span=record.span,
        text=compact(reading),
        action=_action(reading),
        directions=reading.value("Direction", values.directions, BOTH_WAYS),
        enabled=reading.value("Enabled", values.enabled, True),
        profiles=reading.value("Profile", values.profiles, ANY_PROFILE),
        protocol=protocol,
        icmp=_icmp(reading, protocol),
        local=_of(protocol, reading.value("LocalAddress", values.addresses, ANYWHERE)),
        remote=_of(protocol, _remote(reading)),
        local_ports=_ports(reading, "LocalPort", protocol),
        remote_ports=_ports(reading, "RemotePort", protocol),
        program=_limit(reading, "Program"),
        service=_limit(reading, "Service"),
        package=reading.text("Package"),
        owner=reading.text("Owner"),
        interface_types=reading.value("InterfaceType", values.interface_types, ()),
        interfaces=_listed(reading, "InterfaceAlias"),
        local_users=reading.text("LocalUser"),
        remote_users=reading.text("RemoteUser"),
        remote_computers=reading.text("RemoteMachine"),
        security=_security(reading),
        edge=reading.optional("EdgeTraversalPolicy", values.edge, ""),
        group=reading.text("DisplayGroup", unless=()) or reading.text("Group", unless=()),
        notes=(("id", identity),) if identity and identity != name else (),
    )
    return replace(rule, others=(*_limits(reading), *reading.conditions, *_doubts(reading, rule)))


def compact(reading: Reading) -> str:
    """Return the record on one line in the table's own words, without what is empty or usual."""
    return "; ".join(
        f"{column}: {text}"
        for column, text in reading.record.shown()
        if column not in _LABELS
        and (column in _SAID_EVEN_IF_ANY or text.lower() not in ("any", *_USUAL.get(column, ())))
    )


def _limits(reading: Reading) -> Iterator[str]:
    """Yield limits that rules of Windows have no field for.

    A dynamic target that PowerShell has no name for is an empty cell among those that say `Any`.
    """
    if platform := reading.text("Platform"):
        words = (word.strip().replace("+", " or later") for word in platform.split(","))
        yield WINDOWS_VERSION + " or ".join(words)
    if target := reading.text("DynamicTarget", unless=("any", "0")):
        yield TRUST_TUPLE + _TRUST_TUPLES.get(target.lower(), target)
    elif "DynamicTarget" in reading.record.cells and not reading.record.says("DynamicTarget"):
        yield f"{TRUST_TUPLE}that the export does not name"
    if policy := reading.text("PolicyAppId", unless=("any", "none")):
        yield f"PolicyAppId {policy}"


def _doubts(reading: Reading, rule: FirewallRule) -> Iterator[str]:
    """Yield what the record leaves open, in one sentence.

    A rule for everything that names no program may be for one app, if apps are not shown.
    """
    hidden = reading.hidden
    overrides = rule.action is Action.ACCEPT and "Authentication" in hidden
    if overrides and not reading.record.says("OverrideBlockRules"):
        hidden.append("OverrideBlockRules")
    if rule.is_any_to_any and not rule.program and "Package" not in reading.record.cells:
        hidden.append("Package")
    if set(hidden) >= _FILTERS:
        yield "the export shows no protocol, ports, addresses, program or service of the rule"
    elif hidden:
        yield f"the export does not show {', '.join(hidden)}"


def _action(reading: Reading) -> Action:
    action = reading.value("Action", values.action, Action.UNKNOWN)
    overrides = reading.optional("OverrideBlockRules", values.overrides, None)
    if action is not Action.ACCEPT:
        return action
    if overrides is None and reading.record.says("OverrideBlockRules"):
        return Action.UNKNOWN
    return Action.BYPASS if overrides else action


def _ports(reading: Reading, column: str, protocol: Protocol) -> Ports:
    """Return the ports of a protocol that has some; PowerShell calls those of ICMP `RPC`."""
    if protocol.has_ports:
        return reading.value(column, values.ports, ANY_PORTS)
    _note(reading, column, protocol, unless=("any", "rpc") if protocol.has_icmp else ("any",))
    return ANY_PORTS


def _icmp(reading: Reading, protocol: Protocol) -> IntervalSet[int]:
    if protocol.has_icmp:
        return reading.value("IcmpType", values.icmp, ANY_ICMP)
    _note(reading, "IcmpType", protocol, unless=("any",))
    return ANY_ICMP


def _note(reading: Reading, column: str, protocol: Protocol, *, unless: tuple[str, ...]) -> None:
    """Take down what a column says, or does not, of a protocol that may not have it."""
    if reading.record.says(column):
        reading.limit(column, unless=unless)
    elif protocol is ANY_PROTOCOLS and not reading.record.says("Protocol"):
        reading.hidden.append(column)


def _remote(reading: Reading) -> Addresses:
    """Return the remote addresses; those of dynamic keywords are further ones, or the only ones."""
    remote = reading.value("RemoteAddress", values.addresses, ANYWHERE)
    dynamic = _listed(reading, "RemoteDynamicKeywordAddresses")
    if not dynamic:
        return remote
    known = (NOWHERE, NOWHERE) if remote is ANYWHERE else (remote.v4, remote.v6)
    return Addresses(*known, remote.keywords + dynamic)


def _of(protocol: Protocol, addresses: Addresses) -> Addresses:
    """Return addresses whose keywords do not repeat the one family that the protocol has."""
    if len(protocol.families) > 1 or not addresses.keywords:
        return addresses
    (family,) = protocol.families
    keywords = tuple(word.removesuffix(str(family)) for word in addresses.keywords)
    return replace(addresses, keywords=keywords)


def _limit(reading: Reading, column: str) -> str:
    """Return the text of a limit that the table ought to show."""
    if not reading.record.says(column):
        reading.hidden.append(column)
    return reading.text(column)


def _listed(reading: Reading, column: str) -> tuple[str, ...]:
    words = (word.strip() for word in reading.text(column).split(","))
    return tuple(word for word in words if word)


def _security(reading: Reading) -> str:
    authentication = reading.value("Authentication", values.authentication, "")
    encryption = reading.optional("Encryption", values.encryption, "")
    security = values.security(authentication, encryption)
    if security is None:
        reading.limit("Authentication", unless=_USUAL["Authentication"])
        reading.limit("Encryption", unless=_USUAL["Encryption"])
    return security or ""
