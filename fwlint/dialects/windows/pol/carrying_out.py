"""What an instruction of a Registry.pol does: it sets a value, or deletes values and keys.

A name with two stars before it is an order: see "Registry Policy File Format" in Microsoft's
documentation of Group Policy.
"""

from __future__ import annotations

from fwlint.dialects.windows.pol.instructions import Instruction
from fwlint.dialects.windows.registry.edits import Edits
from fwlint.dialects.windows.registry.places import locate
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.source import Span

_ORDER = "**"
_DELETE_ONE = "**del."
_DELETE_LISTED = "**deletevalues"
_DELETE_ALL = ("**delvals", "**delvals.")
_DELETE_KEYS = "**deletekeys"
_SECURE = "**securekey"


def carry_out(
    instruction: Instruction, edits: Edits, path: str, diagnostics: list[Diagnostic]
) -> None:
    """Carry out an instruction of the file at `path`; an unknown order joins `diagnostics`."""
    key, name = f"HKEY_LOCAL_MACHINE\\{instruction.key}", instruction.name
    span = Span(path, entry=f"{instruction.key}\\{name}" if name else instruction.key)
    order = name.lower()
    if not order.startswith(_ORDER):
        if name or instruction.data:
            edits.set_value(key, name, instruction.data, span)
        else:
            edits.make_key(key, span)
    elif order.startswith(_DELETE_ONE):
        edits.delete_value(key, name[len(_DELETE_ONE) :], span)
    elif order == _DELETE_LISTED:
        for one in _listed(instruction):
            edits.delete_value(key, one, span)
    elif order in _DELETE_ALL:
        edits.delete_values(key, span)
    elif order == _DELETE_KEYS:
        for one in _listed(instruction):
            edits.delete_key(f"{key}\\{one}", span)
    elif order != _SECURE and locate(key):
        message = f"fwlint does not know the order {name!r}"
        diagnostics.append(Diagnostic(span, Trouble.NOT_UNDERSTOOD, message))


def _listed(instruction: Instruction) -> list[str]:
    said = instruction.data if isinstance(instruction.data, str) else ""
    return [one.strip() for one in said.split(";") if one.strip()]
