"""Generated rulesets in the words of others: Cisco IOS for cisco-acl, terms for aerleon."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address
from typing import Any

from fwlint.model.addresses import BITS, EVERYWHERE, AddressSet
from fwlint.model.box import ANY_PORT, ANY_PROTOCOL, Box
from fwlint.model.intervals import IntervalSet
from fwlint.model.policy import Policy
from fwlint.model.protocols import name_of
from fwlint.model.rule import Action, Rule


class UnsayableError(Exception):
    """A ruleset that a peer has no words for."""


def cisco_list(policy: Policy) -> str:
    """Return an extended access list. Raises UnsayableError for IPv6."""
    return "\n".join(["ip access-list extended GENERATED", *map(_entry, policy.rules)])


def _entry(rule: Rule) -> str:
    box = _only_box(rule)
    if box.family != 4:
        raise UnsayableError("it has no IPv6")
    words = [
        "permit" if rule.action is Action.ACCEPT else "deny",
        _protocol(box) or "ip",
        _cisco_addresses(box.source),
        _cisco_ports(box.source_port),
        _cisco_addresses(box.destination),
        _cisco_ports(box.destination_port),
    ]
    return " " + " ".join(filter(None, words))


def _cisco_addresses(addresses: AddressSet) -> str:
    if addresses is EVERYWHERE:
        return "any"
    ((value, care),) = addresses.cubes
    free = ~care & 0xFFFFFFFF
    return f"{IPv4Address(value)} {IPv4Address(free)}" if free else f"host {IPv4Address(value)}"


def _cisco_ports(ports: IntervalSet[int]) -> str:
    if ports is ANY_PORT:
        return ""
    ((first, stop),) = ports.spans
    return f"eq {first}" if stop == first + 1 else f"range {first} {stop - 1}"


def aerleon_policy(policy: Policy) -> tuple[Any, dict[str, Any]]:
    """Return a policy and its definitions. Raises UnsayableError for discontiguous wildcards."""
    networks: dict[str, Any] = {}
    services: dict[str, Any] = {}
    terms = []
    for rule in policy.rules:
        box = _only_box(rule)
        accept = rule.action is Action.ACCEPT
        term = {"name": f"line-{rule.span.line}", "action": "accept" if accept else "deny"}
        if protocol := _protocol(box):
            term["protocol"] = protocol
        for key, addresses in (("source", box.source), ("destination", box.destination)):
            if addresses is not EVERYWHERE:
                network = _prefix(addresses, box.family)
                name = term[f"{key}-address"] = f"N{len(networks)}"
                networks[name] = {"values": [{"address": network}]}
        for key, ports in (("source", box.source_port), ("destination", box.destination_port)):
            if ports is not ANY_PORT:
                ((first, stop),) = ports.spans
                name = term[f"{key}-port"] = f"S{len(services)}"
                services[name] = [{"protocol": protocol, "port": f"{first}-{stop - 1}"}]
        terms.append(term)
    header = {"targets": {"cisco": "generated mixed"}}
    filters = [{"header": header, "terms": terms}]
    definitions = {"networks": networks, "services": services}
    return {"filename": "generated", "filters": filters}, definitions


def _prefix(addresses: AddressSet, family: int) -> str:
    ((value, care),) = addresses.cubes
    free = ~care & ((1 << BITS[family]) - 1)
    if free & (free + 1):
        raise UnsayableError("it has no discontiguous wildcards")
    address = IPv4Address(value) if family == 4 else IPv6Address(value)
    return f"{address}/{care.bit_count()}"


def _protocol(box: Box) -> str:
    return "" if box.protocol is ANY_PROTOCOL else name_of(next(iter(box.protocol)))


def _only_box(rule: Rule) -> Box:
    (box,) = rule.packets
    return box
