"""`netsh advfirewall set allprofiles` and the like, as far as they decide about packets."""

from __future__ import annotations

from collections.abc import Callable

from lark import Token

from fwlint.dialects.windows.script.machine import Machine
from fwlint.dialects.windows.script.netsh import values
from fwlint.dialects.windows.script.netsh.arguments import Arguments
from fwlint.dialects.windows.script.profiles import EVERY_PROFILE
from fwlint.dialects.windows.script.reading import Reading, Said
from fwlint.dialects.windows.settings import About
from fwlint.model.box import DOMAIN, PRIVATE, PUBLIC

_PROFILES = {"domain": (DOMAIN,), "private": (PRIVATE,), "public": (PUBLIC,)}
CURRENT = "for the profile that is active when the script is run"

_Read = Callable[[str], dict[About, bool | None]]


def set_state(machine: Machine, arguments: Arguments) -> None:
    """Take in whether the firewall of profiles is on."""
    _set(machine, arguments, values.state, (About.FIREWALL_ON,))


def set_policy(machine: Machine, arguments: Arguments) -> None:
    """Take in what profiles do with packets that no rule matches."""
    abouts = (About.INBOUND_ALLOWED, About.OUTBOUND_ALLOWED, About.EXCEPTIONS_ALLOWED)
    _set(machine, arguments, values.firewall_policy, abouts)


def _set(machine: Machine, arguments: Arguments, read: _Read, abouts: tuple[About, ...]) -> None:
    name, value = (node for node in arguments.nodes if isinstance(node, Token))
    profile = name.lower().removesuffix("s").removesuffix("profile")
    profiles = _PROFILES.get(profile, EVERY_PROFILE)
    word = arguments.word(value)
    said = Said("setting", (str(value),), word.span, word.unknown)
    reading = Reading(arguments.run, {"setting": said})
    nothing: dict[About, bool | None] = {}
    settings = reading.value("setting", read, nothing)
    if settings:
        doubt = CURRENT if profile == "current" else ""
        machine.profiles.set(profiles, settings, arguments.run, doubt)
    else:
        machine.profiles.doubt(profiles, abouts, arguments.run)
    machine.diagnostics += reading.diagnostics
    machine.changed = True
