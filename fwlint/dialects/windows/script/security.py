"""The connection security rules of a script, which are kept and changed like firewall rules."""

from __future__ import annotations

from collections.abc import Iterable

from fwlint.dialects.surroundings import Surroundings
from fwlint.dialects.windows.connection_security import ACTION, ConnectionSecurityRule, lower
from fwlint.dialects.windows.firewall_rule import FirewallRule
from fwlint.dialects.windows.script.rules import Entry
from fwlint.model.rule import Rule


def security_rules(entries: Iterable[Entry], surroundings: Surroundings) -> list[Rule]:
    """Return the rules of the common model.

    Each entry's local end is endpoint 1, and its note `action` is what it asks for.
    """
    return [one for entry in entries for one in lower(_security_rule(entry.rule), surroundings)]


def _security_rule(rule: FirewallRule) -> ConnectionSecurityRule:
    return ConnectionSecurityRule(
        name=rule.name,
        span=rule.span,
        text=rule.text,
        action=dict(rule.notes).get(ACTION, ""),
        enabled=rule.enabled,
        profiles=rule.profiles,
        protocol=rule.protocol,
        endpoint1=rule.local,
        endpoint2=rule.remote,
        ports1=rule.local_ports,
        ports2=rule.remote_ports,
        interface_types=rule.interface_types,
        interfaces=rule.interfaces,
        others=rule.others,
        notes=tuple(note for note in rule.notes if note[0] != ACTION),
    )
