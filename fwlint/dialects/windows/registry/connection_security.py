"""A string read as a connection security rule: [MS-GPFAS] 2.2.6.2."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.source import Source
from fwlint.dialects.windows.connection_security import (
    NO_AUTHENTICATION,
    ConnectionSecurityRule,
    lower,
)
from fwlint.dialects.windows.registry.matching import read_matching
from fwlint.dialects.windows.registry.rule_string import RuleString, read_rule_string
from fwlint.dialects.windows.registry.syntax import SECURITY_RULE
from fwlint.dialects.windows.registry.value import RegistryValue
from fwlint.model.diagnostic import Diagnostic
from fwlint.model.rule import Action, Rule

_ACTIONS = {
    "secureserver": "RequireInRequestOut",
    "boundary": "RequestInRequestOut",
    "secure": "RequireInRequireOut",
    "donotsecure": NO_AUTHENTICATION,
}
"""The actions, [MS-FASP] 2.2.52, in the words of netsh."""


def read_security_rule(
    source: Source, value: RegistryValue, text: str, diagnostics: list[Diagnostic]
) -> Iterator[Rule]:
    """Yield the rules that `text`, the string in `value`, stands for.

    What is wrong with it joins `diagnostics`.
    """
    string = read_rule_string(source, value, text, SECURITY_RULE)
    string.demand("action", "Action")
    matching = read_matching(string, Action.CONTINUE)
    diagnostics += string.diagnostics
    rule = ConnectionSecurityRule(
        name=matching.name,
        span=matching.span,
        text=matching.text,
        action=_action(string),
        enabled=matching.enabled,
        profiles=matching.profiles,
        protocol=matching.protocol,
        endpoint1=matching.local,
        endpoint2=matching.remote,
        ports1=matching.local_ports,
        ports2=matching.remote_ports,
        interface_types=matching.interface_types,
        interfaces=matching.interfaces,
        others=matching.others,
        notes=matching.notes,
    )
    yield from lower(rule, source.surroundings)


def _action(string: RuleString) -> str:
    action = _ACTIONS.get(string.word("action").lower(), "")
    clear_out = string.word("clear_out").lower() == "true"
    return "RequireInClearOut" if clear_out and action != NO_AUTHENTICATION else action
