"""Where a hive keeps a firewall policy, by what kind of hive it is.

See [MS-GPFAS] 2.2 for the key of Group Policy; the policy of the computer itself is below the
service SharedAccess, and `netsh advfirewall export` makes that key the root of a hive of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from fwlint.dialects.windows.hive.error import EXPORT, HiveError
from fwlint.dialects.windows.hive.key import Key
from fwlint.dialects.windows.registry.value import Origin

_EXPORTED = {
    *("DOMAINPROFILE", "STANDARDPROFILE", "PRIVATEPROFILE", "PUBLICPROFILE"),
    *("FIREWALLRULES", "CONSECRULES"),
}
"""Keys of which at least one is at the root of an exported policy."""
_LOCAL = ("Services", "SharedAccess", "Parameters", "FirewallPolicy")
GROUP_POLICY = ("Policies", "Microsoft", "WindowsFirewall")

_OTHER_HIVES = {
    "SECURITY": "Policy",
    "SAM": "SAM",
    "NTUSER.DAT": "Control Panel",
    "UsrClass.dat": "Local Settings",
    "BCD": "Objects",
}
"""The other hives that Windows keeps, and a key at the root of each."""


@dataclass(frozen=True, slots=True)
class Place:
    """A policy in a hive: its key, the path to that key, and which store it belongs to."""

    key: Key
    path: tuple[str, ...]
    origin: Origin


def find_policy(root: Key) -> Place:
    """Return where the hive with this root keeps a firewall policy; raises HiveError for none."""
    if _EXPORTED & root.subkeys.keys():
        return Place(root, (), Origin.LOCAL)
    if select := root.find("Select"):
        return _in_system(root, select)
    if root.find("Microsoft") and root.find("Classes"):
        return _in_software(root)
    raise HiveError(f"this registry hive {_looks(root)} and holds no policy of Windows Firewall")


def _in_system(root: Key, select: Key) -> Place:
    path = (_current_control_set(select), *_LOCAL)
    key = root.find(*path)
    if key is None or key.is_empty:
        raise HiveError("this SYSTEM hive has nothing below " + "\\".join(path))
    return Place(key, path, Origin.LOCAL)


def _in_software(root: Key) -> Place:
    key = root.find(*GROUP_POLICY)
    if key is None or key.is_empty:
        raise HiveError(
            "this SOFTWARE hive holds no Group Policy of Windows Firewall",
            f"the computer's own rules are not in this hive: {EXPORT}",
        )
    return Place(key, GROUP_POLICY, Origin.GROUP_POLICY)


def _current_control_set(select: Key) -> str:
    """Return the name of the control set that the computer last ran with."""
    for value in select.values():
        number = value.decoded()
        if value.name.upper() == "CURRENT" and isinstance(number, int):
            return f"ControlSet{number:03}"
    raise HiveError("this SYSTEM hive does not say which control set is current (Select\\Current)")


def _looks(root: Key) -> str:
    names = (name for name, key in _OTHER_HIVES.items() if root.find(key))
    return f"looks like {name}" if (name := next(names, "")) else "is of no kind that fwlint knows"
