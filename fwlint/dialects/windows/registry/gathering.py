"""The values of a policy's keys sorted by what they say: rules, settings, or nothing of packets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from fwlint.dialects.source import Source
from fwlint.dialects.windows.registry import exceptions, profiles
from fwlint.dialects.windows.registry.connection_security import read_security_rule
from fwlint.dialects.windows.registry.rules import read_rule
from fwlint.dialects.windows.registry.value import Origin, RegistryValue
from fwlint.dialects.windows.settings import About
from fwlint.dialects.windows.store import Store
from fwlint.model.diagnostic import Diagnostic

_RULES = (("firewallrules",), ("restrictedservices", "appiso", "firewallrules"))
"""The keys of rules; the second has those of app packages."""
_SECURITY_RULES = ("consecrules",)
_HARDENING = (
    ("restrictedservices", "static", "system"),
    ("restrictedservices", "configurable", "system"),
)
"""The keys of Windows Service Hardening: its rules take from single services what rules allow."""
_MANAGED = "mdm"
"""The key of another policy, by device management; it holds on its computer like Group Policy."""
_ONLY_IPSEC = frozenset(
    (
        "mainmoderules",
        "phase1authenticationsets",
        "phase2authenticationsets",
        "phase1cryptosets",
        "phase2cryptosets",
    )
)
_POLICY_VERSION = "policyversion"
_WHOLE_POLICY = frozenset(
    (
        _POLICY_VERSION,
        "disablestatefulftp",
        "disablestatefulpptp",
        "enablepacketqueue",
        "ipsecexempt",
        "ipsecopportunisticallymatchauthsetperkm",
        "ipsecthroughnat",
        "ipsectransportremotemachineauthorizationlist",
        "ipsectransportremoteuserauthorizationlist",
        "ipsectunnelremotemachineauthorizationlist",
        "ipsectunnelremoteuserauthorizationlist",
        "presharedkeyencoding",
        "saidltime",
        "strongcrlcheck",
    )
)
"""The values of the policy as a whole, [MS-GPFAS] 2.2.1; none decides about packets by itself."""


@dataclass(slots=True)
class Gathering:
    """What a file shows of the computer's own policy and of Group Policy.

    `origins` says which of the two it shows at all, and `has_version` whether it shows the version
    of the computer's own, as every whole export does. `hardening` counts the rules of Windows
    Service Hardening, and `unknown` names the values that fwlint does not know.
    """

    source: Source
    diagnostics: list[Diagnostic]
    local: Store = field(default_factory=Store)
    group_policy: Store = field(default_factory=Store)
    origins: set[Origin] = field(default_factory=set)
    has_version: bool = False
    hardening: int = 0
    unknown: list[str] = field(default_factory=list)
    _keys: dict[Origin, set[str]] = field(default_factory=lambda: {one: set() for one in Origin})

    def add(self, values: Iterable[RegistryValue]) -> None:
        """Take in all values of a policy."""
        found = list(values)
        for value in found:
            self.origins.add(value.origin)
            self._keys[value.origin].update(key.lower() for key in value.keys[:1])
        for value in found:
            if value.name or value.data:
                self._add(value)

    def _add(self, value: RegistryValue) -> None:
        keys = tuple(key.lower() for key in value.keys)
        managed = keys[:1] == (_MANAGED,)
        keys = keys[1:] if managed else keys
        store = self.group_policy if managed or value.origin is Origin.GROUP_POLICY else self.local
        text = _string(value)
        if keys in _RULES:
            store.rules.append(read_rule(self.source, value, text, self.diagnostics))
        elif keys == _SECURITY_RULES:
            store.connection_security += read_security_rule(
                self.source, value, text, self.diagnostics
            )
        elif keys in _HARDENING:
            self.hardening += 1
        elif keys and keys[0] in profiles.KEYS:
            self._add_to_profile(value, keys, store)
        elif not keys and value.name.lower() in _WHOLE_POLICY:
            is_version = value.name.lower() == _POLICY_VERSION
            self.has_version |= is_version and store is self.local
        elif not keys or keys[0] not in _ONLY_IPSEC:
            self.unknown.append("\\".join((*value.keys, value.name)))

    def _add_to_profile(self, value: RegistryValue, keys: tuple[str, ...], store: Store) -> None:
        meant = profiles.profiles_of(keys[0], value.origin, self._keys[value.origin])
        below = keys[1:]
        if not meant and value.origin is Origin.GROUP_POLICY:
            return
        if meant and not below and profiles.is_known(value):
            settings = list(profiles.read_settings(value, meant, self.diagnostics))
            if store is self.local:  # its word on merging means nothing: [MS-FASP] 2.2.38
                settings = [one for one in settings if one.about is not About.LOCAL_RULES_MERGED]
            store.settings += settings
            store.rules += profiles.read_disabled_interfaces(value, meant)
        elif meant and exceptions.is_known(value, below):
            store.rules += exceptions.read_exception(value, below, meant, self.diagnostics)
        elif below != ("logging",):
            self.unknown.append("\\".join((*value.keys, value.name)))


def _string(value: RegistryValue) -> str:
    """Return the text of a value, or for what is none something that is no rule string."""
    if isinstance(value.data, str):
        return value.data
    return profiles.text_of(value).partition("|")[0]
