"""The parameters that cmdlets of NetSecurity have, and how PowerShell knows them by their names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from fwlint.dialects.windows.script.command import Call, Parameter, Value
from fwlint.dialects.windows.script.vocabulary import SECURITY_TERMS, TERMS

_COMMON = (
    *("Verbose", "Debug", "ErrorAction", "WarningAction", "InformationAction", "ProgressAction"),
    *("ErrorVariable", "WarningVariable", "InformationVariable", "OutVariable", "OutBuffer"),
    *("PipelineVariable", "WhatIf", "Confirm", "CimSession", "ThrottleLimit", "AsJob"),
    *("PolicyStore", "GPOSession"),
)
_ALIASES = {
    **{"vb": "Verbose", "db": "Debug", "ea": "ErrorAction", "wa": "WarningAction"},
    **{"infa": "InformationAction", "ev": "ErrorVariable", "wv": "WarningVariable"},
    **{"iv": "InformationVariable", "ov": "OutVariable", "ob": "OutBuffer"},
    **{"pv": "PipelineVariable", "wi": "WhatIf", "cf": "Confirm", "Session": "CimSession"},
    **{"ID": "Name", "DynamicTransport": "DynamicTarget", "LSM": "LooseSourceMapping"},
    **{"SecIn": "InboundSecurity", "SecOut": "OutboundSecurity"},
}
SELECTING = ("Name", "DisplayName", "Group", "DisplayGroup", "InputObject", "All")
QUERYING = (
    *("Description", "Enabled", "Direction", "Action", "EdgeTraversalPolicy", "Owner"),
    *("LooseSourceMapping", "LocalOnlyMapping", "PrimaryStatus", "Status", "PolicyStoreSource"),
    *("PolicyStoreSourceType", "TracePolicyStore", "PassThru"),
    *(f"AssociatedNetFirewall{what}Filter" for what in ("Address", "Application", "Interface")),
    *(f"AssociatedNetFirewall{what}Filter" for what in ("InterfaceType", "Port", "Security")),
    *("AssociatedNetFirewallServiceFilter", "AssociatedNetFirewallProfile"),
)
OF_RULES = (
    *(term.cmdlet for term in TERMS),
    *("Name", "Description", "Platform", "LooseSourceMapping", "LocalOnlyMapping", "Encryption"),
    *("DynamicTarget", "OverrideBlockRules", "RemoteDynamicKeywordAddresses", "PolicyAppId"),
)
OF_SECURITY_RULES = (
    *(term.cmdlet for term in SECURITY_TERMS),
    *("IPsecRuleName", "Name", "Description", "Platform", "Mode", "InboundSecurity"),
    *("OutboundSecurity", "QuickModeCryptoSet", "Phase1AuthSet", "Phase2AuthSet", "KeyModule"),
    *("AllowWatchKey", "AllowSetKey", "LocalTunnelEndpoint", "RemoteTunnelEndpoint"),
    *("RemoteTunnelHostname", "ForwardPathLifetime", "EncryptedTunnelBypass", "TunnelType"),
    *("RequireAuthorization", "User", "Machine"),
)
OF_PROFILES = (
    *("Name", "Profile", "All", "InputObject", "Enabled", "DefaultInboundAction"),
    *("DefaultOutboundAction", "AllowInboundRules", "AllowLocalFirewallRules", "PassThru"),
    *("AllowLocalIPsecRules", "AllowUserApps", "AllowUserPorts", "NotifyOnListen"),
    *("AllowUnicastResponseToMulticast", "EnableStealthModeForIPsec", "LogFileName"),
    *("LogMaxSizeKilobytes", "LogAllowed", "LogBlocked", "LogIgnored", "DisabledInterfaceAliases"),
)


@dataclass(slots=True)
class Bound:
    """The parameters of a call by their full names; None is one without a value.

    `problems` says what PowerShell would not take.
    """

    values: dict[str, Parameter] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def value(self, *names: str) -> Value | None:
        """Return the value of the first of these parameters that is given."""
        return next((v.value for n in names if (v := self.values.get(n)) and v.value), None)

    def is_on(self, switch: str) -> bool | None:
        """Return whether a switch is given; None is where only a run of the script can tell."""
        parameter = self.values.get(switch)
        if parameter is None or parameter.value is None:
            return parameter is not None
        return None if parameter.value.unknown else parameter.value.items != ("$false",)


def bind(call: Call, names: Iterable[str], positional: tuple[str, ...] = ()) -> Bound:
    """Return the parameters of a call to a cmdlet that has these, besides those that all have."""
    known = {name.lower(): name for name in (*names, *_COMMON)}
    known |= {alias.lower(): name for alias, name in _ALIASES.items() if name.lower() in known}
    bound = Bound()
    for parameter in call.parameters:
        name = _named(parameter.name, known)
        if not name:
            bound.problems.append(f"{call.name} has no parameter {parameter.name}, or several")
        elif name in bound.values:
            bound.problems.append(f"{name} is given twice")
        else:
            bound.values[name] = parameter
    free = [name for name in positional if name not in bound.values]
    for number, value in enumerate(call.positional):
        if number < len(free):
            bound.values[free[number]] = Parameter(free[number], value.span, value)
        else:
            bound.problems.append(f"{value.text!r} belongs to no parameter")
    return bound


def _named(spelled: str, known: dict[str, str]) -> str:
    """Return the parameter that goes by a name or by its beginning, or "" where that is none."""
    exact = known.get(spelled.lower())
    if exact:
        return exact
    beginning = {name for word, name in known.items() if word.startswith(spelled.lower())}
    return beginning.pop() if len(beginning) == 1 else ""
