"""Where the registry keeps firewall policies, by the paths of keys; case means nothing in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from fwlint.dialects.windows.registry.value import Origin

_DEEPEST = 5
"""How many keys below a policy are told apart; Windows has no value there that is deeper."""

_LOCAL_MACHINE = r"(?:HKEY_LOCAL_MACHINE|HKLM)\\"
_BELOW = r"(?:\\(?P<keys>.+))?"
_OWN = re.compile(
    _LOCAL_MACHINE + r"[^\\]+\\(?P<set>CurrentControlSet|ControlSet\d+)\\"
    r"Services\\SharedAccess\\Parameters\\FirewallPolicy" + _BELOW,
    re.IGNORECASE,
)
_GROUP_POLICY = re.compile(
    _LOCAL_MACHINE + r"[^\\]+\\Policies\\Microsoft\\WindowsFirewall" + _BELOW, re.IGNORECASE
)
_LOADED = re.compile(
    _LOCAL_MACHINE + r"(?:[^\\]+\\)??"
    r"(?P<keys>(?:FirewallRules|ConSecRules|(?:Domain|Standard|Public)Profile)(?:\\.+)?)",
    re.IGNORECASE,
)
"""An exported policy, loaded as a hive of its own below any name."""

_ABOVE = re.compile(
    _LOCAL_MACHINE + r"(?:"
    r"[^\\]+\\(?:CurrentControlSet|ControlSet\d+)(?:\\Services(?:\\SharedAccess(?:\\Parameters)?)?)?"
    r"|[^\\]+\\Policies(?:\\Microsoft)?"
    r")",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A key of a policy: `keys` leads to it from the store's root.

    `control_set` is the one that the computer's own policy stands in, in lower case.
    """

    origin: Origin
    keys: tuple[str, ...] = ()
    control_set: str = ""


@lru_cache(maxsize=256)
def locate(path: str) -> Place | None:
    """Return the place of a key, or None if its path is outside every firewall policy."""
    if match := _OWN.fullmatch(path):
        return Place(Origin.LOCAL, _split(match["keys"]), match["set"].lower())
    if match := _GROUP_POLICY.fullmatch(path):
        return Place(Origin.GROUP_POLICY, _split(match["keys"]))
    match = _LOADED.fullmatch(path)
    return Place(Origin.LOCAL, _split(match["keys"])) if match else None


def is_above(path: str) -> bool:
    """Return whether a firewall policy is below this key, so that it goes where the key goes."""
    return bool(_ABOVE.fullmatch(path))


def _split(keys: str | None) -> tuple[str, ...]:
    return tuple(keys.split("\\", _DEEPEST)) if keys else ()
