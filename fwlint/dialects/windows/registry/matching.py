"""What firewall rules and connection security rules have in common: the packets they match."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.windows.firewall_rule import FirewallRule
from fwlint.dialects.windows.limits import WINDOWS_VERSION
from fwlint.dialects.windows.match import (
    ANY_PORTS,
    ANY_PROTOCOLS,
    ANYWHERE,
    Addresses,
    Ports,
    Protocol,
)
from fwlint.dialects.windows.registry import values
from fwlint.dialects.windows.registry.rule_string import INVALID, OUTSIDE_THE_GRAMMAR, RuleString
from fwlint.model import protocols
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_ICMP, ANY_PROFILE
from fwlint.model.intervals import IntervalSet
from fwlint.model.rule import Action

_INTERFACE_TYPES = {"lan": "lan", "wireless": "wireless", "remoteaccess": "ras"}
_WITH_PORTS = (protocols.TCP, protocols.UDP)
_NEEDS = {
    "local_port": _WITH_PORTS,
    "remote_port": _WITH_PORTS,
    "icmp4": (protocols.ICMP,),
    "icmp6": (protocols.ICMPV6,),
}
"""The protocols behind which alone a field can stand."""


def read_matching(string: RuleString, action: Action) -> FirewallRule:
    """Return a rule with what both kinds of rules say; the first endpoint is the local one.

    What is not understood leaves its part of the rule as wide as it may be.
    """
    protocol = _protocol(string)
    _refuse_misplaced(string, protocol)
    return FirewallRule(
        name=_name(string),
        span=string.value.span,
        text=string.text,
        action=action,
        enabled=_enabled(string),
        profiles=_profiles(string),
        protocol=protocol,
        icmp=_icmp(string),
        local=_addresses(string, protocol, "local", "la", "ep1_"),
        remote=_addresses(string, protocol, "remote", "ra", "ep2_"),
        local_ports=_ports(string, "local_port", "lport", "ep1port"),
        remote_ports=_ports(string, "remote_port", "rport", "ep2port"),
        interface_types=tuple(_INTERFACE_TYPES[w.lower()] for w in string.words("interface_type")),
        interfaces=string.words("interface"),
        group=string.word("group"),
        others=tuple(_limits(string)),
        notes=tuple(_notes(string)),
    )


def _name(string: RuleString) -> str:
    """Return the rule's name, or its id where the name is a resource of some file of Windows."""
    name = string.word("name")
    return string.value.name if name.startswith("@") or not name else name


def _enabled(string: RuleString) -> bool:
    """Return whether the rule is active; it is not if it does not say so and all is understood."""
    active = string.word("active").lower()
    return active == "true" if active else string.malformed


def _profiles(string: RuleString) -> BitSet:
    return ANY_PROFILE if string.doubts("profile") else values.profiles(string.words("profile"))


def _protocol(string: RuleString) -> Protocol:
    return next(iter(string.values("protocol", values.protocol)), ANY_PROTOCOLS)


def _refuse_misplaced(string: RuleString, protocol: Protocol) -> None:
    """Refuse ports and ICMP types that do not stand behind a protocol that has them."""
    kinds = list(string.fields)
    for kind in kinds:
        if kind not in _NEEDS:
            continue
        fits = all(number in _NEEDS[kind] for number in protocol.numbers)
        behind = "protocol" in kinds and kinds.index("protocol") < kinds.index(kind)
        if not (fits and behind) and not string.doubts("protocol"):
            first = string.fields[kind][0]
            names = " or ".join(protocols.name_of(number) for number in _NEEDS[kind])
            string.refuse(f"{first.key}={first.text}", f"{first.key} does not stand behind {names}")


def _icmp(string: RuleString) -> IntervalSet[int]:
    sets = [*string.values("icmp4", values.icmp), *string.values("icmp6", values.icmp)]
    unsure = string.doubts("protocol", "icmp")
    return ANY_ICMP if unsure else values.icmp_union(sets)


def _ports(string: RuleString, kind: str, *keys: str) -> Ports:
    lists = string.values(kind, values.ports)
    unsure = string.doubts("protocol", *keys)
    return ANY_PORTS if unsure else values.port_union(lists)


def _addresses(string: RuleString, protocol: Protocol, kind: str, *keys: str) -> Addresses:
    v4, v6 = (string.values(f"{kind}{family}", values.addresses) for family in (4, 6))
    unsure = string.doubts(*keys)
    return ANYWHERE if unsure else values.address_union(v4, v6, protocol.families)


def _limits(string: RuleString) -> Iterator[str]:
    if platforms := string.fields.get("platform"):
        names = " or ".join(".".join(one.words[1:]) for one in platforms)
        later = " or later" if "platform_operator" in string.fields else ""
        yield f"{WINDOWS_VERSION}{names}{later}"
    if skipped := string.word("skip_version"):
        yield f"SkipVer={skipped}: a firewall of that version, or an older one, may ignore the rule"
    yield from string.unknown
    if string.malformed:
        yield OUTSIDE_THE_GRAMMAR


def _notes(string: RuleString) -> Iterator[tuple[str, str]]:
    yield "id", string.value.name
    if string.word("name").startswith("@"):
        yield "name", string.word("name")
    if description := string.word("description"):
        yield "description", description
    if string.doubtful:
        yield INVALID
