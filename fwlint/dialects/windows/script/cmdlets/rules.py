"""New-NetFirewallRule, and the cmdlets that change, delete, enable and disable rules."""

from __future__ import annotations

from fwlint.dialects.windows.firewall_rule import BOTH_WAYS
from fwlint.dialects.windows.script.cmdlets.fields import rule_fields, rule_notes
from fwlint.dialects.windows.script.cmdlets.parameters import OF_RULES, SELECTING, Bound, bind
from fwlint.dialects.windows.script.cmdlets.reading import said, start, store, tell_elsewhere
from fwlint.dialects.windows.script.cmdlets.selection import bind_change, bind_query, select
from fwlint.dialects.windows.script.command import Call
from fwlint.dialects.windows.script.fields import Fields, new_rule
from fwlint.dialects.windows.script.machine import Machine
from fwlint.dialects.windows.script.reading import Reading
from fwlint.dialects.windows.script.vocabulary import TERMS
from fwlint.model.export import Direction
from fwlint.model.rule import Action

_READ_WITH_ANOTHER = ("security",)
_SELECTS = ("name", "group")


def make_rule(machine: Machine, call: Call) -> None:
    """Take in a new rule."""
    bound = bind(call, OF_RULES)
    terms = (term for term in TERMS if term.field not in _READ_WITH_ANOTHER)
    reading = start(call, bound, terms)
    fields = _defaults(reading, call) | rule_fields(reading, bound)
    fields["notes"] = rule_notes(reading, bound)
    fields.setdefault("name", _id(machine, reading, bound, call))
    tell_elsewhere(machine, call, bound)
    id_ = reading.said["id"].text if "id" in reading.said else ""
    machine.add(machine.firewall, reading, new_rule(reading, fields), id_, store(bound))


def set_rule(machine: Machine, call: Call) -> None:
    """Take in new values for rules."""
    _change(machine, call, bind_change(call), new_name="NewDisplayName")


def set_filter(machine: Machine, call: Call) -> None:
    """Take in new values for the rules whose filters are set."""
    _change(machine, call, bind(call, (*OF_RULES, "InputObject", "PassThru")), new_name="")


def remove_rule(machine: Machine, call: Call) -> None:
    """Take in that rules are no more."""
    bound = bind_query(call)
    tell_elsewhere(machine, call, bound)
    machine.delete(machine.firewall, select(machine, call, bound, queries=True), call.run)


def rename_rule(machine: Machine, call: Call) -> None:
    """Take in that rules go by other names for cmdlets."""
    bound = bind(call, (*SELECTING, "NewName", "PassThru"), ("Name",))
    selection = select(machine, call, bound, queries=False)
    machine.rename(machine.firewall, selection, call.run)


def copy_rule(machine: Machine, call: Call) -> None:
    """Take in that rules are copied, to another policy store as a rule."""
    machine.assume(call.run, "copies of rules in other policy stores are not judged again")


def enable_rule(machine: Machine, call: Call) -> None:
    """Take in that rules are enabled."""
    _switch(machine, call, enabled=True)


def disable_rule(machine: Machine, call: Call) -> None:
    """Take in that rules are disabled."""
    _switch(machine, call, enabled=False)


def _switch(machine: Machine, call: Call, *, enabled: bool) -> None:
    bound = bind_query(call)
    tell_elsewhere(machine, call, bound)
    selection = select(machine, call, bound, queries=True)
    reading = Reading(call.run, {})
    machine.change(machine.firewall, selection, reading, {"enabled": enabled})


def _change(machine: Machine, call: Call, bound: Bound, *, new_name: str) -> None:
    tell_elsewhere(machine, call, bound)
    selection = select(machine, call, bound, queries=False)
    said_before = (*_READ_WITH_ANOTHER, *_SELECTS)
    reading = start(call, bound, [t for t in TERMS if t.field not in said_before])
    if name := bound.value(new_name):
        reading.said["name"] = said(new_name, name)
    fields = rule_fields(reading, bound)
    for table in call.splatted:
        _doubt_table(reading, table)
    if fields or reading.conditions:
        machine.change(machine.firewall, selection, reading, fields)


def _id(machine: Machine, reading: Reading, bound: Bound, call: Call) -> str:
    """Return the name by which cmdlets call a new rule, "" for one that Windows makes up."""
    value = bound.value("Name")
    if value is None:
        if "name" not in reading.said and not call.splatted:
            reading.require(name="DisplayName")
        return ""
    reading.said["id"] = said("Name", value)
    if value.unknown:
        reading.doubtful.add("id")
    elif machine.firewall.has(value.items[0] if value.items else ""):
        reading.refuse("id", "there is a rule of this Name already, and Windows makes no other")
    return reading.said["id"].text


def _defaults(reading: Reading, call: Call) -> Fields:
    """Return what a new rule is if nothing is said, or if it is not known what is said."""
    for table in call.splatted:
        _doubt_table(reading, table)
    if call.splatted:
        return {"directions": BOTH_WAYS}
    return {"directions": (Direction.IN,), "action": Action.ACCEPT}


def _doubt_table(reading: Reading, table: str) -> None:
    reading.refuse("", f"what {table} holds is only known when the script is run")
