"""Two lists in one direction of an interface: the common one, and behind it the interface's own.

After Cisco's "IP Addresses and Services Configuration Guide for Cisco NCS 5500 Series Routers"
(chained ACLs), which Batfish reads alike, and "IPv4 ACL Chaining Support" for IOS-XE: what no entry
of the common list matches goes on to the interface's list, and only behind that one stands an
implicit deny. What a list without entries does in such a pair, nobody says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import InitVar, dataclass, field

from fwlint.dialects.cisco.interface import Binding
from fwlint.dialects.source import Source
from fwlint.model.box import WHOLE_SPACE
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule


@dataclass(slots=True)
class Stages:
    """Names the policies that bindings lead to, and makes those that are no list themselves.

    `policies` holds the lists; others are put in as they are needed. `keys` names the policy of
    each list, by the list's family and name.
    """

    source: Source
    policies: dict[str, Policy]
    keys: Mapping[tuple[int, str], str]
    bindings: InitVar[Iterable[Binding]]
    _leading_on: set[str] = field(default_factory=set)

    def __post_init__(self, bindings: Iterable[Binding]) -> None:
        self._leading_on = {self.keys[one.list_ids[0]] for one in bindings if one.common}
        for key in self._leading_on:
            if self.policies[key].rules:
                self.policies[key] = _returning(self.policies[key])

    def stage(self, binding: Binding) -> str:
        """Return the policy that packets meet."""
        *common, own = (self.policies[self.keys[one]] for one in binding.list_ids)
        if not common and (own.name not in self._leading_on or not own.rules):
            return own.name
        name = ", then ".join(one.name for one in (*common, own)) if common else f"{own.name} alone"
        if name not in self.policies:
            rules = tuple(self._through(one, binding) for one in (*common, own))
            text = f"implicit deny of {own.name}"
            self.policies[name] = Policy(name, rules, Action.DENY, text, binding.span)
        return name

    def _through(self, policy: Policy, binding: Binding) -> Rule:
        packets = PacketSet((WHOLE_SPACE[binding.family],))
        text = self.source.lines[binding.span.line - 1].strip()
        if policy.rules:
            return Rule(packets, Action.JUMP, binding.span, text, target=policy.name)
        why = f"list {policy.name} has no entries"
        return Rule(packets, Action.UNKNOWN, binding.span, text, (why,))


def _returning(policy: Policy) -> Policy:
    """Return the policy of a list whose end is not the implicit deny, but leads on."""
    return Policy(policy.name, policy.rules, Action.RETURN, "end of the list", policy.span)
