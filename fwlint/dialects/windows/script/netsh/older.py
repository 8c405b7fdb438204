"""`netsh firewall`, the commands of Windows XP: opened ports, allowed programs, on and off.

See Microsoft, "Netsh Commands for Windows Firewall"; Windows since Vista makes rules of them, which
allow inbound packets.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import chain, repeat
from typing import TypeVar

from lark import Token

from fwlint.dialects.windows.firewall_rule import FirewallRule
from fwlint.dialects.windows.literals import protocol as one_protocol
from fwlint.dialects.windows.match import ANY_PORTS, ANYWHERE, NOWHERE, Addresses
from fwlint.dialects.windows.script.fields import Fields, new_rule
from fwlint.dialects.windows.script.machine import Machine
from fwlint.dialects.windows.script.netsh import values
from fwlint.dialects.windows.script.netsh.arguments import Arguments
from fwlint.dialects.windows.script.netsh.profiles import CURRENT
from fwlint.dialects.windows.script.profiles import EVERY_PROFILE
from fwlint.dialects.windows.script.reading import Reading, Said
from fwlint.dialects.windows.settings import About
from fwlint.model.box import ANY_PROFILE
from fwlint.model.export import Direction
from fwlint.model.rule import Action

_PORT = ("protocol", "port", "name", "mode", "scope", "addresses", "profile", "interface")
_PROGRAM = ("program", "name", "mode", "scope", "addresses", "profile")
_MODE = ("mode", "exceptions", "profile", "interface")
_LOCAL_SUBNET = Addresses(NOWHERE, NOWHERE, ("LocalSubnet",))
_EITHER: tuple[str, ...] = ("tcp", "udp")

Result = TypeVar("Result")


def add_port(machine: Machine, arguments: Arguments) -> None:
    """Take in an opened port: a rule for each of its protocols."""
    reading = _reading(arguments, _PORT)
    reading.require(protocol="protocol", port="port", name="name")
    protocols = _value(reading, "protocol", values.transport, _EITHER, _EITHER)
    ports = _value(reading, "port", values.ports, ANY_PORTS, ANY_PORTS)
    rule = _rule(reading)
    for word in protocols:
        one = replace(rule, protocol=one_protocol(word), local_ports=ports)
        machine.add(machine.firewall, reading, one)


def add_program(machine: Machine, arguments: Arguments) -> None:
    """Take in an allowed program."""
    reading = _reading(arguments, _PROGRAM)
    reading.require(program="program", name="name")
    program = reading.text("program") if "program" in reading.said else ""
    machine.add(machine.firewall, reading, replace(_rule(reading), program=program))


def set_mode(machine: Machine, arguments: Arguments) -> None:
    """Take in whether the firewall is on, and whether anything is allowed in."""
    reading = _reading(arguments, _MODE)
    reading.require(mode="mode")
    on = _value(reading, "mode", values.is_enabled, True, True)
    exceptions = _value(reading, "exceptions", values.is_enabled, True, True)
    chosen = _value(reading, "profile", values.old_profiles, None, None)
    profiles = EVERY_PROFILE if chosen is None else tuple(chosen)
    machine.changed = True
    if reading.conditions:
        abouts = (About.FIREWALL_ON, About.EXCEPTIONS_ALLOWED)
        machine.profiles.doubt(profiles, abouts, arguments.run)
    else:
        settings = {About.FIREWALL_ON: on, About.EXCEPTIONS_ALLOWED: exceptions}
        doubt = CURRENT if chosen is None else ""
        machine.profiles.set(profiles, settings, arguments.run, doubt)
    machine.diagnostics += reading.diagnostics


def _reading(arguments: Arguments, names: tuple[str, ...]) -> Reading:
    """Return the arguments under way, which go by their names or else by their places."""
    reading = Reading(arguments.run, {})
    for name, node in zip(chain(names, repeat("")), arguments.nodes, strict=False):
        if isinstance(node, Token):
            word = arguments.word(node)
            tag, said = name, Said(name, (str(node),), word.span, word.unknown)
        else:
            tag, said = arguments.said(node)
        if tag not in names or tag in reading.said:
            reading.refuse("", f"{said.text!r} is no argument of this command here")
        else:
            reading.said[tag] = said
    return reading


def _rule(reading: Reading) -> FirewallRule:
    """Return what the rules for ports and for programs have in common."""
    chosen = _value(reading, "profile", values.old_profiles, None, None)
    enabled = _value(reading, "mode", values.is_enabled, True, True)
    remote = _remote(reading)
    if chosen is None:
        reading.conditions.append(CURRENT)
    if "interface" in reading.said:
        reading.conditions.append(f"interface {reading.said['interface'].text}")
    fields: Fields = {
        "name": reading.said["name"].text if "name" in reading.said else "",
        "action": Action.ACCEPT,
        "directions": (Direction.IN,),
        "enabled": enabled,
        "profiles": ANY_PROFILE if chosen is None else chosen,
        "remote": remote,
    }
    return new_rule(reading, fields)


def _remote(reading: Reading) -> Addresses:
    scope = _value(reading, "scope", values.scope, "all", "all")
    if scope == "subnet":
        return _LOCAL_SUBNET
    if scope == "custom":
        reading.require(addresses="addresses")
        return _value(reading, "addresses", values.addresses, ANYWHERE, ANYWHERE)
    return ANYWHERE


def _value(
    reading: Reading, name: str, read: Callable[[str], Result], usual: Result, widest: Result
) -> Result:
    return reading.value(name, read, widest) if name in reading.said else usual
