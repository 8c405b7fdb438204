"""A rule string read as a rule of Windows Firewall: [MS-GPFAS] 2.2.2.19."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fwlint.dialects.source import Source
from fwlint.dialects.windows.firewall_rule import BOTH_WAYS, FirewallRule
from fwlint.dialects.windows.limits import TRUST_TUPLE
from fwlint.dialects.windows.registry.matching import read_matching
from fwlint.dialects.windows.registry.rule_string import RuleString, read_rule_string
from fwlint.dialects.windows.registry.syntax import RULE
from fwlint.dialects.windows.registry.value import RegistryValue
from fwlint.model.diagnostic import Diagnostic
from fwlint.model.export import Direction
from fwlint.model.rule import Action

_ACTIONS = {"allow": Action.ACCEPT, "block": Action.DENY, "bypass": Action.BYPASS}
_DIRECTIONS = {"in": (Direction.IN,), "out": (Direction.OUT,)}
_SECURITY = {
    "ane-nego": "authdynenc",
    "an-noencap": "authnoencap",
    "authenticateencrypt": "authenc",
    "authenticate": "authenticate",
}
"""In the order in which they hold: the later keys say to newer versions what `Security` cannot."""
_EDGES = {"app": "deferapp", "user": "deferuser"}
_ONLY_FLOWS = ("loose_source_mapping", "local_only_mapping", "profile_crossing")
"""What lets more packets belong to a flow that the rule allowed; the rule matches no more."""


def read_rule(
    source: Source, value: RegistryValue, text: str, diagnostics: list[Diagnostic]
) -> FirewallRule:
    """Return the rule that `text`, the string in `value`, stands for.

    What is wrong with it joins `diagnostics`, and leaves the rule as wide as it may be under a
    condition that says so.
    """
    string = read_rule_string(source, value, text, RULE)
    string.demand("action", "Action")
    string.demand("direction", "Dir")
    rule = read_matching(string, _action(string))
    diagnostics += string.diagnostics
    return replace(
        rule,
        directions=_DIRECTIONS.get(string.word("direction").lower(), BOTH_WAYS),
        program=string.word("program"),
        service=string.word("service"),
        package=string.word("package"),
        owner=string.word("owner"),
        local_users=string.word("local_users"),
        remote_users=string.word("remote_users"),
        remote_computers=string.word("remote_computers"),
        security=_security(string),
        others=(*_limits(string), *rule.others),
        edge=_edge(string),
        notes=(*rule.notes, *((kind, "yes") for kind in _ONLY_FLOWS if _says_yes(string, kind))),
    )


def _says_yes(string: RuleString, kind: str) -> bool:
    return string.word(kind).lower() == "true"


def _action(string: RuleString) -> Action:
    """Return the action; an outbound allow that overrides blocks is an authenticated bypass."""
    action = _ACTIONS.get(string.word("action").lower(), Action.UNKNOWN)
    overrides = action is Action.ACCEPT and _says_yes(string, "bypass_out")
    return Action.BYPASS if overrides else action


def _security(string: RuleString) -> str:
    said = {word.lower() for word in string.words("security")}
    return next((_SECURITY[word] for word in _SECURITY if word in said), "")


def _edge(string: RuleString) -> str:
    deferred = _EDGES.get(string.word("defer").lower(), "")
    return deferred or ("yes" if _says_yes(string, "edge") else "")


def _limits(string: RuleString) -> Iterator[str]:
    if tuples := string.words("trust_tuple"):
        yield TRUST_TUPLE + ",".join(tuples)
    for kind in ("network_names", "security_realm"):
        for one in string.fields.get(kind, ()):
            yield f"{one.key}={one.text}"
