"""A call of a cmdlet put under way: what it says of each field of a rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from fwlint.dialects.windows.script.cmdlets.parameters import Bound
from fwlint.dialects.windows.script.command import Call, Value
from fwlint.dialects.windows.script.machine import Machine
from fwlint.dialects.windows.script.reading import Reading, Said
from fwlint.dialects.windows.script.vocabulary import Term

_HERE = ("", "persistentstore", "activestore", "localhost")
"""Stores that hold for the computer itself."""
_ONE_AT_A_TIME = ("local", "remote", "local_ports", "remote_ports", "icmp")
"""Fields of which each item is one value, and never a list of them."""


def start(call: Call, bound: Bound, terms: Iterable[Term]) -> Reading:
    """Return a reading of a call, with what its parameters say under the fields of `terms`."""
    reading = Reading(call.run, {})
    for term in terms:
        value = bound.value(term.cmdlet)
        if value:
            reading.said[term.field] = said(term.cmdlet, value)
            if term.field in _ONE_AT_A_TIME and any("," in item for item in value.items):
                reading.refuse(term.field, f"{term.cmdlet} has a comma within one value")
    for problem in bound.problems:
        reading.refuse("", problem)
    return reading


def said(label: str, value: Value) -> Said:
    """Return a parameter's value as something said."""
    items = (value.text,) if value.unknown and len(value.items) != 1 else value.items
    return Said(label, items, value.span, value.unknown)


def store(bound: Bound) -> str:
    """Return the policy store that a call is about; "" is the computer's own."""
    value = bound.value("PolicyStore", "GPOSession")
    name = said("PolicyStore", value).text if value else ""
    return "" if name.lower() in _HERE else name


def tell_elsewhere(machine: Machine, call: Call, bound: Bound) -> None:
    """Say once of each policy store and each computer that its rules are judged like others."""
    if where := store(bound):
        machine.assume(
            call.run,
            f"rules of the policy store {where} are judged as if it applied to this computer",
        )
    if session := bound.value("CimSession"):
        machine.assume(
            call.run, f"rules of {session.text} are judged as if they were this computer's"
        )


def unless_what_if(call: Call, bound: Bound) -> Call | None:
    """Return a call as it is run: not at all where it only shows what it would do."""
    only_shows = bound.is_on("WhatIf")
    value = bound.value("WhatIf")
    if only_shows is None and value:
        condition = f"WhatIf is off, which is {value.text}"
        return replace(call, run=replace(call.run, conditions=(*call.run.conditions, condition)))
    return None if only_shows else call
