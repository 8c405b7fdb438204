"""A VLAN access map as policies: what its lists permit is what its entries act on.

After Cisco's "NX-OS Security Configuration Guide" (VLAN ACLs): a list of an entry only says what
matches. What it denies, and what falls off its end, is left to the next entry, and what no entry
matches is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from fwlint.model.box import WHOLE_SPACE
from fwlint.model.packetset import ANYTHING, PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span

_ACTIONS = {"forward": Action.ACCEPT, "drop": Action.DENY}


@dataclass(slots=True)
class MapEntry:
    """One entry of a map: the lists that it matches by, by family and name, and its action."""

    span: Span
    text: str
    lists: list[tuple[int, str]] = field(default_factory=list)
    action: str = "forward"
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MapFilter:
    """That a map filters some VLANs."""

    name: str
    vlans: str
    span: Span


def map_policies(
    name: str, entries: Mapping[int, MapEntry], lists: Mapping[tuple[int, str], Policy]
) -> Iterator[Policy]:
    """Yield the policy of a map, named `vlan access-map NAME`, and behind it those of its parts."""
    key = f"vlan access-map {name}"
    rules: list[Rule] = []
    parts: list[Policy] = []
    for number in sorted(entries):
        entry = entries[number]
        if entry.doubts:
            doubts = tuple(entry.doubts)
            rules.append(_rule(entry, ANYTHING, action=Action.UNKNOWN, conditions=doubts))
            continue
        if not entry.lists:
            rules.append(_rule(entry, ANYTHING, action=_action(entry)))
        for family, listed in entry.lists:
            packets = PacketSet((WHOLE_SPACE[family],))
            if (family, listed) in lists:
                part = f"{key} {number} {listed}"
                parts.append(_part(part, lists[family, listed], entry))
                rules.append(_rule(entry, packets, target=part))
            else:
                why = f"list {listed} is not defined"
                rules.append(_rule(entry, packets, action=Action.UNKNOWN, conditions=(why,)))
    span = next(iter(entries.values())).span
    yield Policy(key, tuple(rules), Action.DENY, "implicit drop of a VLAN access map", span)
    yield from parts


def map_families(entries: Mapping[int, MapEntry]) -> tuple[int, ...]:
    """Return the address families that a map filters: it lets pass what it has no list for."""
    if any(not entry.lists for entry in entries.values()):
        return 4, 6
    return tuple(sorted({family for entry in entries.values() for family, _ in entry.lists}))


def _action(entry: MapEntry) -> Action:
    return _ACTIONS.get(entry.action, Action.ACCEPT)


def _rule(
    entry: MapEntry,
    packets: PacketSet,
    action: Action = Action.JUMP,
    target: str = "",
    conditions: tuple[str, ...] = (),
) -> Rule:
    return Rule(packets, action, entry.span, entry.text, conditions, target)


def _part(name: str, listed: Policy, entry: MapEntry) -> Policy:
    """Return a list as an entry of a map sees it: permit is a match, and deny is none."""
    action = _action(entry)
    fates = {Action.ACCEPT: action, Action.DENY: Action.RETURN}
    rules = tuple(
        replace(rule, action=fates.get(rule.action, Action.UNKNOWN)) for rule in listed.rules
    )
    default = action if listed.default is Action.ACCEPT else Action.RETURN
    return Policy(name, rules, default, "no match", listed.span)
