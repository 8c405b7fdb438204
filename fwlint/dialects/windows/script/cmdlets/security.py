"""New-NetIPsecRule, and the cmdlets that change, delete, enable and disable such rules."""

from __future__ import annotations

from fwlint.dialects.windows.connection_security import ACTION, NO_AUTHENTICATION
from fwlint.dialects.windows.script.cmdlets import values
from fwlint.dialects.windows.script.cmdlets.parameters import (
    OF_SECURITY_RULES,
    QUERYING,
    SELECTING,
    Bound,
    bind,
)
from fwlint.dialects.windows.script.cmdlets.reading import said, start, store, tell_elsewhere
from fwlint.dialects.windows.script.cmdlets.selection import select
from fwlint.dialects.windows.script.command import Call
from fwlint.dialects.windows.script.fields import Fields, new_rule, read_fields
from fwlint.dialects.windows.script.machine import Machine
from fwlint.dialects.windows.script.reading import Reading
from fwlint.dialects.windows.script.vocabulary import SECURITY_TERMS

_ACTIONS = {
    ("none", "none"): NO_AUTHENTICATION,
    ("request", "request"): "RequestInRequestOut",
    ("require", "request"): "RequireInRequestOut",
    ("require", "require"): "RequireInRequireOut",
    ("require", "none"): "RequireInClearOut",
}
"""What is asked of inbound and of outbound connections, in the words of netsh."""
_SAYS = ("InboundSecurity", "OutboundSecurity")


def new_security_rule(machine: Machine, call: Call) -> None:
    """Take in a new rule."""
    bound = _bind(call)
    reading = start(call, bound, SECURITY_TERMS)
    if "name" not in reading.said and not call.splatted:
        reading.require(name="DisplayName")
    fields = _fields(machine, reading, call, bound)
    if not any(name in bound.values for name in _SAYS):
        reading.conditions.append(f"line {call.run.span.line} does not say {' and '.join(_SAYS)}")
    value = bound.value("Name")
    id_ = said("Name", value).text if value else ""
    machine.add(machine.security, reading, new_rule(reading, fields), id_, store(bound))


def set_security_rule(machine: Machine, call: Call) -> None:
    """Take in new values for rules."""
    bound = _bind(call)
    selection = select(machine, call, bound, queries=False)
    terms = [term for term in SECURITY_TERMS if term.field not in ("name", "group")]
    reading = start(call, bound, terms)
    fields = _fields(machine, reading, call, bound)
    machine.change(machine.security, selection, reading, fields)


def remove_security_rule(machine: Machine, call: Call) -> None:
    """Take in that rules are no more."""
    selection = select(machine, call, _bind_query(call), queries=True)
    machine.delete(machine.security, selection, call.run)


def enable_security_rule(machine: Machine, call: Call) -> None:
    """Take in that rules are enabled."""
    _switch(machine, call, enabled=True)


def disable_security_rule(machine: Machine, call: Call) -> None:
    """Take in that rules are disabled."""
    _switch(machine, call, enabled=False)


def _switch(machine: Machine, call: Call, *, enabled: bool) -> None:
    selection = select(machine, call, _bind_query(call), queries=True)
    reading = Reading(call.run, {})
    machine.change(machine.security, selection, reading, {"enabled": enabled})


def _bind(call: Call) -> Bound:
    return _by_name(bind(call, (*OF_SECURITY_RULES, *SELECTING, "PassThru"), ("Name",)))


def _bind_query(call: Call) -> Bound:
    return _by_name(bind(call, (*SELECTING, *QUERYING, "IPsecRuleName"), ("Name",)))


def _by_name(bound: Bound) -> Bound:
    """Return the parameters with the one that is called Name or IPsecRuleName as Name."""
    if "IPsecRuleName" in bound.values:
        bound.values["Name"] = bound.values.pop("IPsecRuleName")
    return bound


def _fields(machine: Machine, reading: Reading, call: Call, bound: Bound) -> Fields:
    """Return what a call says of a rule; what is wrong with it is said."""
    fields = read_fields(reading, values.READERS)
    words = []
    for name in _SAYS:
        value = bound.value(name)
        if value:
            reading.said[name] = said(name, value)
        words.append(reading.value(name, values.security_policy, "") if value else "none")
    if any(name in bound.values for name in _SAYS):
        fields["notes"] = ((ACTION, _ACTIONS.get((words[0], words[1]), "")),)
    for table in call.splatted:
        reading.refuse("", f"what {table} holds is only known when the script is run")
    tell_elsewhere(machine, call, bound)
    return fields
