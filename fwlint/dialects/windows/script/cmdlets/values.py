"""The values of cmdlets' parameters that are no columns of an export as well.

The others are read by the readers for tables, because PowerShell writes and reads them alike.
"""

from __future__ import annotations

from fwlint.dialects.windows.limits import TRUST_TUPLE, WINDOWS_VERSION
from fwlint.dialects.windows.script.fields import Readers
from fwlint.dialects.windows.script.powershell.syntax import pieces
from fwlint.dialects.windows.table import values

READERS: Readers = {
    "directions": values.directions,
    "action": values.action,
    "enabled": values.enabled,
    "profiles": values.profiles,
    "protocol": values.protocol,
    "icmp": values.icmp,
    "local": values.addresses,
    "remote": values.addresses,
    "local_ports": values.ports,
    "remote_ports": values.ports,
    "interface_types": values.interface_types,
    "interfaces": lambda text: () if text.lower() == "any" else tuple(text.split(",")),
    "edge": values.edge,
}

_TRUST_TUPLES = {
    "any": "",
    "proximityapps": "Proximity",
    "proximitysharing": "ProxSharing",
    "wifidirectprinting": "WFDPrint",
    "wifidirectdisplay": "WFDDisplay",
    "wifidirectdevices": "WFDDevices",
}


def boolean(text: str) -> bool:
    """Read `$true`, `$false` or a number."""
    return values.overrides(text.removeprefix("$"))


def security_policy(text: str) -> str:
    """Read `None`, `Request` or `Require`, what a connection security rule asks for."""
    ((_, word),) = pieces("security_policy", text)
    return word.lower()


def platform(text: str) -> str:
    """Read a list of versions of Windows, each such as `6.1` or `10.0+`, as a condition."""
    if not text.strip():
        return ""
    versions = text.replace("+", " or later").split(",")
    return WINDOWS_VERSION + " or ".join(version.strip() for version in versions)


def trust_tuple(text: str) -> str:
    """Read a dynamic target as a condition; `Any` is ""."""
    word = _TRUST_TUPLES.get(text.lower())
    if word is None:
        raise ValueError(f"there is no target {text}")
    return word and TRUST_TUPLE + word
