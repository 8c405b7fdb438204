"""The statements of a .reg file carried out, and what they leave as an export."""

from __future__ import annotations

from dataclasses import replace

from fwlint.dialects.source import Source, decode
from fwlint.dialects.windows.reg.header import OLD, header
from fwlint.dialects.windows.reg.lines import read_statements
from fwlint.dialects.windows.reg.statements import Statements
from fwlint.dialects.windows.registry.export import read_policy
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export

DIALECT_NAME = "windows-reg"

_ANSI = "cp1252"
"""The most common of the code pages in which Windows wrote texts before it wrote Unicode."""


def read_export(source: Source) -> Export:
    """Return what the file makes of the computer's own policy and of Group Policy."""
    text, said = _decoded(source)
    statements = Statements(text, _ANSI if header(text) == OLD else "utf-16-le", said)
    for statement in read_statements(text.lines):
        statements.carry_out(statement)
    values = list(statements.edits.values())
    assumed = statements.edits.assumptions(source.path)
    export = read_policy(text, DIALECT_NAME, values, [*statements.diagnostics, *assumed])
    return _without_echoes(export, set(statements.diagnostics))


def _without_echoes(export: Export, refused: set[Diagnostic]) -> Export:
    """Return the export without what is said again, of its value, where a line was refused."""
    places = {one.span for one in refused}
    kept = (one for one in export.diagnostics if one in refused or one.span not in places)
    return replace(export, diagnostics=tuple(kept))


def _decoded(source: Source) -> tuple[Source, list[Diagnostic]]:
    """Return the file as text, in a code page where it is no Unicode, and what to say of that."""
    text = decode(source, _ANSI) if source.diagnostics else None
    if text is None:
        return source, [*source.diagnostics]
    message = "this file is no Unicode; it is read in the code page 1252"
    hint = "save it as UTF-8 if names look wrong"
    return text, [Diagnostic(source.span(1), Trouble.ASSUMED, message, hint)]
