"""What a command says of a rule, read into the fields of `FirewallRule`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from fwlint.dialects.windows.firewall_rule import BOTH_WAYS, FirewallRule
from fwlint.dialects.windows.match import ANY_PORTS, ANY_PROTOCOLS, ANYWHERE, Protocol
from fwlint.dialects.windows.script.reading import Reading
from fwlint.model.box import ANY_ICMP, ANY_PROFILE
from fwlint.model.rule import Action
from fwlint.model.source import Span

Fields = dict[str, Any]
"""Fields of `FirewallRule` by name, for its constructor and for `replace`."""

Readers = Mapping[str, Callable[[str], Any]]
"""How the value of each field is read that is more than a text."""

WIDEST: Fields = {
    "directions": BOTH_WAYS,
    "action": Action.UNKNOWN,
    "enabled": True,
    "profiles": ANY_PROFILE,
    "protocol": ANY_PROTOCOLS,
    "icmp": ANY_ICMP,
    "local": ANYWHERE,
    "remote": ANYWHERE,
    "local_ports": ANY_PORTS,
    "remote_ports": ANY_PORTS,
    "interface_types": (),
    "interfaces": (),
    "security": "",
    "edge": "",
}
"""What a field is where it is not understood: all that it may be."""

_OF_PROTOCOLS: dict[str, Callable[[Protocol], bool]] = {
    "local_ports": lambda protocol: protocol.has_ports,
    "remote_ports": lambda protocol: protocol.has_ports,
    "icmp": lambda protocol: protocol.has_icmp,
}
_NAMES = ("name", "group")
"""Fields that have no say in what the rule does; it does not matter if they are computed."""


BLANK = FirewallRule("", Span(""), "", Action.UNKNOWN)
"""A rule of which nothing is said."""


def new_rule(reading: Reading, fields: Fields) -> FirewallRule:
    """Return the rule that the command under way makes."""
    run = reading.run
    return fitted(replace(BLANK, span=run.span, text=run.text, **fields), reading)


def read_fields(reading: Reading, readers: Readers) -> Fields:
    """Return the fields that the command under way says something of.

    What is not understood is as wide as it may be.
    """
    found: Fields = {}
    for name, said in reading.said.items():
        if name in _NAMES:
            found[name] = said.text
            if said.unknown:
                reading.doubtful.add(name)
        elif name in readers:
            found[name] = reading.value(name, readers[name], WIDEST[name])
        else:
            found[name] = reading.text(name)
    return found


def fitted(rule: FirewallRule, reading: Reading) -> FirewallRule:
    """Return a rule without ports or ICMP types that its protocol does not have, or may not."""
    for name, fits in _OF_PROTOCOLS.items():
        if getattr(rule, name) == WIDEST[name] or fits(rule.protocol):
            continue
        said = reading.said.get(name)
        if said and "protocol" in reading.doubtful:
            reading.conditions.append(f"{said.label} {said.text}")
        else:
            label = said.label if said else name.replace("_", " ")
            reading.refuse(name, f"the protocol of this rule has no {label}")
        rule = replace(rule, **{name: WIDEST[name]})
    return rule
