"""`netsh advfirewall firewall add rule`, `set rule` and `delete rule`."""

from __future__ import annotations

from fwlint.dialects.windows.limits import ANY_SERVICE
from fwlint.dialects.windows.script.fields import Fields, Readers, new_rule, read_fields
from fwlint.dialects.windows.script.machine import Machine
from fwlint.dialects.windows.script.netsh import values
from fwlint.dialects.windows.script.netsh.arguments import Arguments
from fwlint.dialects.windows.script.reading import Reading
from fwlint.dialects.windows.script.rules import Selection
from fwlint.dialects.windows.script.selection import named, same
from fwlint.dialects.windows.script.vocabulary import TERMS, Term
from fwlint.model.box import ANY_ICMP

READERS: Readers = {
    "directions": values.directions,
    "action": values.action,
    "enabled": values.enabled,
    "profiles": values.profiles,
    "protocol": values.protocol,
    "local": values.addresses,
    "remote": values.addresses,
    "local_ports": values.ports,
    "remote_ports": values.ports,
    "interface_types": values.interface_types,
    "security": values.security,
    "edge": values.edge,
}

_SELECTING = (*TERMS, Term("group", "group", ""))


def add_rule(machine: Machine, arguments: Arguments) -> None:
    """Take in a new rule."""
    reading = arguments.reading(TERMS)
    reading.require(name="name", directions="dir", action="action")
    machine.add(machine.firewall, reading, new_rule(reading, _fields(reading)))


def set_rule(machine: Machine, arguments: Arguments) -> None:
    """Take in new values for rules; a group of rules can only be enabled and disabled."""
    selection = select(machine, arguments)
    if not arguments.has_new():
        return
    reading = arguments.reading(TERMS, new=True)
    machine.change(machine.firewall, selection, reading, _fields(reading))


def delete_rule(machine: Machine, arguments: Arguments) -> None:
    """Take in that rules are no more."""
    machine.delete(machine.firewall, select(machine, arguments), arguments.run)


def select(
    machine: Machine, arguments: Arguments, terms: tuple[Term, ...] = _SELECTING
) -> Selection:
    """Return which rules a command speaks of: those that have all that it says before `new`."""
    reading = arguments.reading(terms)
    fields = _fields(reading)
    machine.diagnostics += reading.diagnostics
    tests = [
        same(name, value, certain=name not in reading.doubtful)
        for name, value in fields.items()
        if name != "name"
    ]
    words = ", ".join(f"{said.label}={said.text}" for said in reading.said.values())
    name = reading.said.get("name")
    return named(words, name, tuple(tests), certain="" not in reading.doubtful)


def _fields(reading: Reading) -> Fields:
    fields = read_fields(reading, READERS)
    protocol, service = reading.said.get("protocol"), reading.said.get("service")
    if protocol and ":" in protocol.text and "protocol" not in reading.doubtful:
        reading.said["icmp"] = protocol
        fields["icmp"] = reading.value("icmp", values.icmp, ANY_ICMP)
    if service and service.text.lower() == "any":
        fields["service"] = ANY_SERVICE
    return fields
