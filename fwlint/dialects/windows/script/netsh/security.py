"""`netsh advfirewall consec add rule`, `set rule` and `delete rule`."""

from __future__ import annotations

from fwlint.dialects.windows.connection_security import ACTION
from fwlint.dialects.windows.script.fields import Fields, Readers, new_rule, read_fields
from fwlint.dialects.windows.script.machine import Machine
from fwlint.dialects.windows.script.netsh import values
from fwlint.dialects.windows.script.netsh.arguments import Arguments
from fwlint.dialects.windows.script.netsh.rules import READERS, select
from fwlint.dialects.windows.script.reading import Reading
from fwlint.dialects.windows.script.vocabulary import SECURITY_TERMS, Term

_TERMS = (*SECURITY_TERMS, Term("action", "action", ""))
_SELECTING = (*SECURITY_TERMS, Term("group", "group", ""))
_HOW = (
    *("type", "mode", "localtunnelendpoint", "remotetunnelendpoint", "applyauthz"),
    *("exemptipsecprotectedconnections", "qmpfs", "qmsecmethods"),
    *(
        f"auth{n}{what}"
        for n in (1, 2)
        for what in ("", "psk", "ca", "healthcert", "kerbproxyfqdn")
    ),
    *(
        f"auth{n}ecdsap{bits}{what}"
        for n in (1, 2)
        for bits in (256, 384)
        for what in ("ca", "healthcert")
    ),
)
"""Arguments that say how packets are secured, not which."""


def add_security_rule(machine: Machine, arguments: Arguments) -> None:
    """Take in a new rule."""
    reading = arguments.reading(_TERMS, _HOW)
    reading.require(name="name", local="endpoint1", remote="endpoint2", action="action")
    machine.add(machine.security, reading, new_rule(reading, _fields(reading)))


def set_security_rule(machine: Machine, arguments: Arguments) -> None:
    """Take in new values for rules."""
    selection = select(machine, arguments, _SELECTING)
    if arguments.has_new():
        reading = arguments.reading(_TERMS, _HOW, new=True)
        machine.change(machine.security, selection, reading, _fields(reading))


def delete_security_rule(machine: Machine, arguments: Arguments) -> None:
    """Take in that rules are no more."""
    machine.delete(machine.security, select(machine, arguments, _SELECTING), arguments.run)


def _fields(reading: Reading) -> Fields:
    readers: Readers = {**READERS, "action": values.security_action}
    fields = read_fields(reading, readers)
    word = fields.pop("action", None)
    if isinstance(word, str):
        fields["notes"] = ((ACTION, word),)
    return fields
