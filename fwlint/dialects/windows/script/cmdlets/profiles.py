"""Set-NetFirewallProfile, as far as it decides about packets."""

from __future__ import annotations

from collections.abc import Callable

from fwlint.dialects.windows.script.cmdlets.parameters import OF_PROFILES, Bound, bind
from fwlint.dialects.windows.script.cmdlets.reading import said, start, tell_elsewhere
from fwlint.dialects.windows.script.command import Call
from fwlint.dialects.windows.script.machine import Machine
from fwlint.dialects.windows.script.profiles import EVERY_PROFILE
from fwlint.dialects.windows.script.reading import Reading
from fwlint.dialects.windows.settings import About
from fwlint.dialects.windows.table.values import default_action, profiles, switch

_SETTINGS: dict[str, tuple[About, Callable[[str], bool | None]]] = {
    "Enabled": (About.FIREWALL_ON, switch),
    "DefaultInboundAction": (About.INBOUND_ALLOWED, default_action),
    "DefaultOutboundAction": (About.OUTBOUND_ALLOWED, default_action),
    "AllowInboundRules": (About.EXCEPTIONS_ALLOWED, switch),
}
_GETTER = "get-netfirewallprofile"


def set_profile(machine: Machine, call: Call) -> None:
    """Take in settings of profiles; NotConfigured is what Windows has by itself."""
    bound = bind(call, OF_PROFILES, ("Name",))
    tell_elsewhere(machine, call, bound)
    reading = start(call, bound, ())
    chosen, doubt = _profiles(reading, call, bound)
    machine.changed = True
    for name, (about, read) in _SETTINGS.items():
        if value := bound.value(name):
            reading.said[name] = said(name, value)
            setting = reading.value(name, read, None)
            if name in reading.doubtful:
                machine.profiles.doubt(chosen, (about,), call.run)
            else:
                machine.profiles.set(chosen, {about: setting}, call.run, doubt)
    if call.splatted or bound.problems:
        machine.profiles.doubt(chosen, (about for about, _ in _SETTINGS.values()), call.run)
    for table in call.splatted:
        reading.refuse("", f"what {table} holds is only known when the script is run")
    machine.diagnostics += reading.diagnostics


def _profiles(reading: Reading, call: Call, bound: Bound) -> tuple[tuple[int, ...], str]:
    """Return the profiles that a call is about, and what keeps that from being certain."""
    value = bound.value("Name", "Profile")
    feeding = call.upstream if call.is_fed else None
    if value is None and feeding and feeding.name == _GETTER and not feeding.is_fed:
        value = bind(feeding, OF_PROFILES, ("Name",)).value("Name", "Profile")
    elif "InputObject" in bound.values or (value is None and call.is_fed):
        return EVERY_PROFILE, "for profiles that are only known when the script is run"
    if value is None:
        return EVERY_PROFILE, ""
    reading.said["profiles"] = said("Name", value)
    chosen = reading.value("profiles", profiles, None)
    return (EVERY_PROFILE, f"for {value.text}") if chosen is None else (tuple(chosen), "")
