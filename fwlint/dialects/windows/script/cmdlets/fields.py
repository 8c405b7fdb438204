"""What a call of a cmdlet says of a rule, with the parts that other tools say in one word."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from fwlint.dialects.windows.match import ANYWHERE, NOWHERE, Addresses
from fwlint.dialects.windows.script.cmdlets import values
from fwlint.dialects.windows.script.cmdlets.parameters import Bound
from fwlint.dialects.windows.script.cmdlets.reading import said
from fwlint.dialects.windows.script.fields import Fields, read_fields
from fwlint.dialects.windows.script.reading import Reading
from fwlint.dialects.windows.table.values import authentication, encryption, security
from fwlint.model.rule import Action

Result = TypeVar("Result")

_LIMITS = {"Platform": values.platform, "DynamicTarget": values.trust_tuple}
_ONLY_FLOWS = {
    "LooseSourceMapping": "loose_source_mapping",
    "LocalOnlyMapping": "local_only_mapping",
}
"""What lets more packets belong to a flow that the rule allowed; the rule matches no more."""


def rule_fields(reading: Reading, bound: Bound) -> Fields:
    """Return the fields of a rule that a call under way says something of."""
    fields = read_fields(reading, values.READERS)
    _read_security(reading, bound, fields)
    _read_override(reading, bound, fields)
    if keywords := bound.value("RemoteDynamicKeywordAddresses"):
        remote = fields.get("remote", ANYWHERE)
        v4, v6 = (NOWHERE, NOWHERE) if remote is ANYWHERE else (remote.v4, remote.v6)
        fields["remote"] = Addresses(v4, v6, (*remote.keywords, *keywords.items))
    for name, read in _LIMITS.items():
        if limit := _value(reading, bound, name, read, ""):
            reading.conditions.append(limit)
    return fields


def rule_notes(reading: Reading, bound: Bound) -> tuple[tuple[str, str], ...]:
    """Return what a call says of a rule that has no part in what it matches."""
    said_yes = (
        (note, "yes")
        for name, note in _ONLY_FLOWS.items()
        if _value(reading, bound, name, values.boolean, None)
    )
    return tuple(said_yes)


def _read_security(reading: Reading, bound: Bound, fields: Fields) -> None:
    if not bound.value("Authentication", "Encryption"):
        return
    asked = _value(reading, bound, "Authentication", authentication, "")
    encrypted = _value(reading, bound, "Encryption", encryption, "")
    word = security(asked or "", encrypted or "")
    if word is None:
        reading.refuse("Encryption", "there is no such Encryption with that Authentication")
    fields["security"] = word or ""


def _read_override(reading: Reading, bound: Bound, fields: Fields) -> None:
    """Make an allowing rule one that overrides those that block, if that is said."""
    if not bound.value("OverrideBlockRules"):
        return
    overrides = _value(reading, bound, "OverrideBlockRules", values.boolean, None)
    if fields.get("action", Action.ACCEPT) is Action.ACCEPT and overrides is not False:
        fields["action"] = Action.BYPASS if overrides else Action.UNKNOWN


def _value(
    reading: Reading, bound: Bound, name: str, read: Callable[[str], Result], widest: Result | None
) -> Result | None:
    """Return the value of a parameter that is no field of a rule, or `widest` without one."""
    value = bound.value(name)
    if value is None:
        return widest
    reading.said[name] = said(name, value)
    return reading.value(name, read, widest)
