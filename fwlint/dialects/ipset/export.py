"""A file of sets by itself: it holds nothing to judge, but can be read well or badly."""

from __future__ import annotations

from fwlint.dialects.ipset.reading import SetReader
from fwlint.dialects.ipset.sets import Sets
from fwlint.dialects.source import Source
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export, Replies


def export_of(source: Source) -> Export:
    """Return the export of `source`, which has no policies and says so."""
    reader = SetReader(source, Sets(), alone=True)
    reader.read()
    count = len(reader.sets.by_name)
    sets = "1 set" if count == 1 else f"{count} sets"
    without_rules = Diagnostic(
        source.span(0),
        Trouble.ASSUMED,
        f"this file holds {sets} and no rules, so there is nothing to judge in it",
        "sets are judged with the rules that match them: lay this file beside their dump as"
        " `ipsets`, or name it there by `with` in fwlint.toml",
    )
    diagnostics = (*source.diagnostics, without_rules, *reader.diagnostics)
    return Export(source.path, "ipset", {}, (), Replies.BY_STATE, diagnostics)
