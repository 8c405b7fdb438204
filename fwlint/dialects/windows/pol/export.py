"""What a Registry.pol sets of the firewall, as an export."""

from __future__ import annotations

from dataclasses import replace

from fwlint.dialects.source import Source
from fwlint.dialects.windows.pol.carrying_out import carry_out
from fwlint.dialects.windows.pol.instructions import PolicyError, read_instructions
from fwlint.dialects.windows.registry.edits import Edits
from fwlint.dialects.windows.registry.export import read_policy
from fwlint.dialects.windows.store import unreadable
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export
from fwlint.model.source import Span

DIALECT_NAME = "windows-pol"


def read_export(source: Source) -> Export:
    """Return what the policy sets of the firewall.

    A damaged policy is read up to the damage. One that sets nothing of the firewall, like most, has
    no policies in its export, which is no fault of it.
    """
    edits = Edits()
    diagnostics: list[Diagnostic] = []
    try:
        for instruction in read_instructions(source.data):
            carry_out(instruction, edits, source.path, diagnostics)
    except PolicyError as error:
        hint = "what comes before was read; get the file again"
        diagnostics.append(Diagnostic(Span(source.path), Trouble.UNREADABLE, str(error), hint))
    diagnostics += edits.assumptions(source.path)
    values = list(edits.values())
    if not values and all(one.trouble is Trouble.ASSUMED for one in diagnostics):
        message = "this policy sets nothing of Windows Firewall"
        nothing = Diagnostic(Span(source.path), Trouble.ASSUMED, message)
        export = unreadable(source, DIALECT_NAME, nothing)
        return replace(export, diagnostics=(*diagnostics, nothing))
    return read_policy(source, DIALECT_NAME, values, diagnostics)
