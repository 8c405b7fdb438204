"""The keys of the profiles: which profile each stands for, and its settings.

See [MS-GPFAS] 2.2.3. In the computer's own policy `StandardProfile` is the private profile; in
Group Policy it stands for the private and the public one, and only if neither has a key.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from fwlint.dialects.windows.firewall_rule import FirewallRule
from fwlint.dialects.windows.registry.value import Origin, RegistryValue
from fwlint.dialects.windows.settings import About, Setting
from fwlint.model.bitset import BitSet
from fwlint.model.box import DOMAIN, PRIVATE, PUBLIC
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.rule import Action

KEYS = ("domainprofile", "privateprofile", "publicprofile", "standardprofile")

_SETTINGS = {
    "enablefirewall": (About.FIREWALL_ON, 1),
    "donotallowexceptions": (About.EXCEPTIONS_ALLOWED, 0),
    "defaultinboundaction": (About.INBOUND_ALLOWED, 0),
    "defaultoutboundaction": (About.OUTBOUND_ALLOWED, 0),
    "allowlocalpolicymerge": (About.LOCAL_RULES_MERGED, 1),
}
"""What each setting is about, and the number that says yes; of 0 and 1, the other says no."""
_DISABLED_INTERFACES = "disabledinterfaces"
_NEVER_STANDARD = (
    "defaultinboundaction",
    "defaultoutboundaction",
    "allowlocalpolicymerge",
    _DISABLED_INTERFACES,
)
"""What must not stand in Group Policy's StandardProfile."""
_DECIDES_NOTHING = frozenset(
    (
        "allowlocalipsecpolicymerge",
        "disablenotifications",
        "disablestealthmode",
        "disablestealthmodeipsecsecuredpacketexemption",
        "disableunicastresponsestomulticastbroadcast",
    )
)


def profiles_of(key: str, origin: Origin, keys: Collection[str]) -> tuple[int, ...]:
    """Return the profiles that `key` stands for in a store that has `keys`; all in lower case."""
    if key in ("domainprofile", "publicprofile"):
        return (DOMAIN if key.startswith("d") else PUBLIC,)
    if origin is Origin.LOCAL:
        return (PRIVATE,) if key == "standardprofile" else ()
    if key == "privateprofile":
        return (PRIVATE,)
    overruled = "privateprofile" in keys or "publicprofile" in keys
    return () if overruled else (PRIVATE, PUBLIC)


def is_known(value: RegistryValue) -> bool:
    """Return whether a value of a profile's key is a setting that Windows has."""
    name = value.name.lower()
    return name in _SETTINGS or name in _DECIDES_NOTHING or name == _DISABLED_INTERFACES


def read_settings(
    value: RegistryValue, profiles: tuple[int, ...], diagnostics: list[Diagnostic]
) -> Iterator[Setting]:
    """Yield what a value says of `profiles`; what is not understood has no value."""
    name = value.name.lower()
    if name not in _SETTINGS:
        return
    about, yes = _SETTINGS[name]
    understood = value.data in (0, 1) and not _is_misplaced(value)
    if not understood:
        diagnostics.append(_not_understood(value))
    for profile in profiles:
        said = value.data == yes if understood else None
        yield Setting(profile, about, said, value.span, text_of(value))


def read_disabled_interfaces(
    value: RegistryValue, profiles: tuple[int, ...]
) -> Iterator[FirewallRule]:
    """Yield a rule that lets anything pass, or nothing, by the interface: some have no firewall."""
    if value.name.lower() == _DISABLED_INTERFACES and value.data and profiles:
        yield FirewallRule(
            name=value.name,
            span=value.span,
            text=text_of(value),
            action=Action.UNKNOWN,
            profiles=BitSet.of(profiles),
            others=(f"the firewall is off on the interfaces {value.data!s}",),
        )


def text_of(value: RegistryValue) -> str:
    """Return a value on one line, as it is kept."""
    path = "\\".join((*value.keys, value.name))
    return f"{path} = {value.data!s}"


def _is_misplaced(value: RegistryValue) -> bool:
    standard = value.origin is Origin.GROUP_POLICY and value.keys[-1].lower() == "standardprofile"
    return standard and value.name.lower() in _NEVER_STANDARD


def _not_understood(value: RegistryValue) -> Diagnostic:
    if _is_misplaced(value):
        message = f"{value.name} must not stand in the StandardProfile of Group Policy"
        hint = "say it for PrivateProfile and PublicProfile"
    else:
        message, hint = f"{value.name} is neither 0 nor 1", "expected a REG_DWORD of 0 or 1"
    return Diagnostic(value.span, Trouble.NOT_UNDERSTOOD, message, hint, text_of(value))
