"""The conditions of a rule read back as what limits a rule of Windows Firewall."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from fwlint.dialects.rendering import CannotRenderError
from fwlint.dialects.surroundings import UNKNOWN
from fwlint.dialects.windows import limits
from fwlint.dialects.windows.firewall_rule import FirewallRule
from fwlint.dialects.windows.keywords import port_alternatives
from fwlint.dialects.windows.match import NOWHERE, Addresses, Ports
from fwlint.model.addresses import EVERYWHERE
from fwlint.model.box import ANY_PORT
from fwlint.model.intervals import IntervalSet
from fwlint.model.rule import Action, Rule

_TEXTS = {
    limits.PROGRAM: "program",
    limits.SERVICE: "service",
    limits.PACKAGE: "package",
    limits.OWNER: "owner",
    limits.LOCAL_USERS: "local_users",
    limits.REMOTE_USERS: "remote_users",
    limits.REMOTE_COMPUTERS: "remote_computers",
    limits.SECURITY: "security",
}
_LISTS = {limits.INTERFACE_TYPE: "interface_types", limits.INTERFACE: "interfaces"}
_OTHERS = (limits.WINDOWS_VERSION, limits.TRUST_TUPLE)
_KEYWORDS = ("LocalIP", "RemoteIP", "LocalPort", "RemotePort")
"""The labels of conditions that stand for a keyword."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What limits a rule: `rule` has its fields, and `keywords` a condition for each label."""

    rule: FirewallRule
    keywords: dict[str, str]

    def addresses(self, label: str, found: Addresses) -> Addresses:
        """Return the keyword behind `label`, or else `found`, the addresses of its packets."""
        if label not in self.keywords:
            return found
        if any(end and not end.covers(EVERYWHERE) for end in (found.v4, found.v6)):
            raise _foreign(self.keywords[label])
        return Addresses(NOWHERE, NOWHERE, (self.keywords[label].removeprefix(f"{label} "),))

    def ports(self, label: str, found: IntervalSet[int]) -> Ports:
        """Return the keyword behind `label`, or else `found`, the ports of its packets."""
        if label not in self.keywords:
            return Ports(ANY_PORT if found == ANY_PORT else found)
        condition = self.keywords[label]
        meant = Ports(IntervalSet(), (condition.removeprefix(f"{label} ").partition(" ")[0],))
        if list(port_alternatives(meant, label, UNKNOWN)) != [(found, (condition,))]:
            raise _foreign(condition)
        return meant

    def rules_out(self, family: int) -> bool:
        """Return whether a keyword stands for addresses of the other family only."""
        other = "6" if family == 4 else "4"
        labels = ("LocalIP", "RemoteIP")
        return any(self.keywords.get(label, "").endswith(other) for label in labels)


def read_limits(rule: Rule) -> Limits:
    """Return what the conditions of `rule` say; raises CannotRenderError for foreign ones."""
    fields: dict[str, Any] = {}
    keywords: dict[str, str] = {}
    others = []
    for condition in rule.conditions:
        label = condition.partition(" ")[0]
        if label in _KEYWORDS and label not in keywords:
            keywords[label] = condition
        elif condition.startswith(_OTHERS):
            others.append(condition)
        elif not (condition == limits.AUTHENTICATED and rule.action is Action.BYPASS):
            name, value = _field(condition)
            if name in fields:
                raise _foreign(condition)
            fields[name] = value
    if rule.action is Action.BYPASS and limits.AUTHENTICATED not in rule.conditions:
        raise CannotRenderError("only authenticated peers can bypass rules of Windows Firewall")
    blank = FirewallRule("", rule.span, rule.text, rule.action, enabled=rule.enabled)
    return Limits(replace(blank, others=tuple(others), **fields), keywords)


def _field(condition: str) -> tuple[str, str | tuple[str, ...]]:
    """Return the field of FirewallRule that a condition speaks of, and its value."""
    for prefix, name in _TEXTS.items():
        if condition.startswith(prefix):
            return name, condition.removeprefix(prefix)
    for prefix, name in _LISTS.items():
        if condition.startswith(prefix):
            return name, tuple(condition.removeprefix(prefix).split(","))
    raise _foreign(condition)


def _foreign(condition: str) -> CannotRenderError:
    return CannotRenderError(f"no rule of Windows Firewall has the condition {condition!r}")
