"""Which rules a call of a cmdlet speaks of: by its own parameters, and by what feeds it."""

from __future__ import annotations

import re

from fwlint.dialects.windows.script.cmdlets.parameters import (
    OF_RULES,
    QUERYING,
    SELECTING,
    Bound,
    bind,
)
from fwlint.dialects.windows.script.cmdlets.reading import start, store
from fwlint.dialects.windows.script.cmdlets.values import READERS
from fwlint.dialects.windows.script.command import Call, Value
from fwlint.dialects.windows.script.fields import read_fields
from fwlint.dialects.windows.script.machine import Machine
from fwlint.dialects.windows.script.rules import Entry, Selection, Test
from fwlint.dialects.windows.script.selection import one_of, same, spelled_like, undecided
from fwlint.dialects.windows.script.vocabulary import TERMS

_QUERIED = ("directions", "action", "enabled", "edge", "owner")
_OBJECTS = ("InputObject",)
_UNFOLLOWED = tuple(
    name
    for name in (*QUERYING, *_OBJECTS)
    if name not in {term.cmdlet for term in TERMS} | {"TracePolicyStore", "PassThru"}
)
"""Parameters that select rules in ways that fwlint does not follow."""
_GETS_FILTERS = re.compile(r"get-netfirewall\w+filter")
_WILDCARD = re.compile(r"[*?\[]")


def select(machine: Machine, call: Call, bound: Bound, *, queries: bool) -> Selection:
    """Return the rules that a call speaks of.

    With `queries`, what it says of rules selects them, too; otherwise that is what it sets. A call
    that selects nothing at all is about all rules, if it is a query.
    """
    names, tests = _own(bound, _UNFOLLOWED if queries else _OBJECTS)
    selects = names is not None or bool(tests) or "All" in bound.values
    if queries:
        tests += _queries(machine, call, bound)
    if call.is_fed:
        fed_names, fed_tests = _fed(machine, call)
        names, tests = fed_names if names is None else names, tests + fed_tests
    elif not selects and not queries:
        tests.append(undecided)
    tests.append(_in_store(store(bound)))
    certain = not bound.problems and not call.splatted
    return Selection(call.run.text, names, tuple(tests), certain)


def _own(bound: Bound, unfollowed: tuple[str, ...]) -> tuple[tuple[str, ...] | None, list[Test]]:
    """Return the display names that a call gives, and tests for what else it selects by."""
    names: tuple[str, ...] | None = None
    tests: list[Test] = []
    display_name = bound.value("DisplayName")
    if display_name and display_name.unknown:
        tests.append(spelled_like(display_name.items[0] if display_name.items else ""))
    elif display_name and any(map(_WILDCARD.search, display_name.items)):
        tests.append(one_of("name", display_name.items))
    elif display_name:
        names = tuple(item.lower() for item in display_name.items)
    tests += _matching("id", bound.value("Name"))
    tests += _matching("group", bound.value("Group", "DisplayGroup"))
    if any(name in bound.values for name in unfollowed):
        tests.append(undecided)
    return names, tests


def _matching(attribute: str, value: Value | None) -> list[Test]:
    if value is None:
        return []
    return [undecided if value.unknown else one_of(attribute, value.items)]


def _queries(machine: Machine, call: Call, bound: Bound) -> list[Test]:
    terms = [term for term in TERMS if term.field in _QUERIED]
    reading = start(call, bound, terms)
    for table in call.splatted:
        reading.refuse("", f"what {table} holds is only known when the script is run")
    fields = read_fields(reading, READERS)
    machine.diagnostics += reading.diagnostics
    return [
        same(name, value, certain=name not in reading.doubtful) for name, value in fields.items()
    ]


def _fed(machine: Machine, call: Call) -> tuple[tuple[str, ...] | None, list[Test]]:
    """Return what the pipeline selects: the rules got there, as they are or as their filters."""
    feeding = call.upstream
    while feeding and _GETS_FILTERS.fullmatch(feeding.name) and feeding.is_fed:
        if feeding.parameters or feeding.positional:
            return None, [undecided]
        feeding = feeding.upstream
    if feeding is None or feeding.name != "get-netfirewallrule" or feeding.is_fed:
        return None, [undecided]
    found = select(machine, feeding, bind_query(feeding), queries=True)
    return found.names, [*found.tests, *([] if found.certain else [undecided])]


def bind_query(call: Call) -> Bound:
    """Return the parameters of a cmdlet that gets, deletes, enables or disables rules."""
    return bind(call, (*SELECTING, *QUERYING), ("Name",))


def bind_change(call: Call) -> Bound:
    """Return the parameters of a cmdlet that selects rules and sets what they say."""
    return bind(call, (*SELECTING, *OF_RULES, "NewDisplayName", "PassThru"), ("Name",))


def _in_store(name: str) -> Test:
    """Return the test for the rules of a store; of one only known at a run it cannot be said."""

    def test(entry: Entry) -> bool | None:
        if entry.store.lower() == name.lower():
            return True
        return None if "$" in entry.store + name else False

    return test
