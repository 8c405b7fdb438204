"""Rules that packets meet before they are routed, when they have no out-interface yet.

iptables refuses `-o` in PREROUTING itself, but not in the chains that PREROUTING leads to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from fwlint.model.box import ANY_INTERFACE
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule

_FIRST = "/PREROUTING"
_NO_INTERFACE = ""
_NOT_YET = "-o, in a chain that packets pass before they are routed and after"


def unrouted(policies: Mapping[str, Policy]) -> dict[str, Policy]:
    """Return `policies` with what `-o` says to packets that come from PREROUTING.

    There it matches no packet, and its negation every one. In a chain where routed packets come,
    too, the rule is conditional.
    """
    asking = _asking(policies)
    if not asking:
        return dict(policies)
    early = _reached(policies, [name for name in policies if name.endswith(_FIRST)])
    concerned = asking & early
    entered = [name for name, policy in policies.items() if policy.default is not Action.RETURN]
    late = _reached(policies, [name for name in entered if not name.endswith(_FIRST)])
    return {
        name: _as_unrouted(policy, mixed=name in late) if name in concerned else policy
        for name, policy in policies.items()
    }


def _reached(policies: Mapping[str, Policy], entered: list[str]) -> set[str]:
    reached: set[str] = set()
    while entered:
        name = entered.pop()
        if name in policies and name not in reached:
            reached.add(name)
            entered += [rule.target for rule in policies[name].rules if rule.target]
    return reached


def _asking(policies: Mapping[str, Policy]) -> set[str]:
    """Return the policies of which some rule asks for an out-interface."""
    return {
        name
        for name, policy in policies.items()
        for rule in policy.rules
        for box in rule.packets.boxes
        if box.out_interface is not ANY_INTERFACE and box.out_interface != ANY_INTERFACE
    }


def _as_unrouted(policy: Policy, *, mixed: bool) -> Policy:
    rules = tuple(_rule(rule, mixed=mixed) if _asks(rule) else rule for rule in policy.rules)
    return replace(policy, rules=rules)


def _asks(rule: Rule) -> bool:
    return any(box.out_interface != ANY_INTERFACE for box in rule.packets)


def _rule(rule: Rule, *, mixed: bool) -> Rule:
    matched = [box for box in rule.packets if mixed or _NO_INTERFACE in box.out_interface]
    packets = PacketSet.of(
        box._replace(out_interface=ANY_INTERFACE) if _NO_INTERFACE in box.out_interface else box
        for box in matched
    )
    conditions = (*rule.conditions, _NOT_YET) if mixed else rule.conditions
    return replace(rule, packets=packets, conditions=conditions)
