"""The whole listing as an export of the common model."""

from __future__ import annotations

from fwlint.dialects.source import Source
from fwlint.dialects.windows.netsh.blocks import Block, cut_into_blocks
from fwlint.dialects.windows.netsh.lines import read_lines
from fwlint.dialects.windows.netsh.profiles import read_settings
from fwlint.dialects.windows.netsh.reading import Reading
from fwlint.dialects.windows.netsh.recognition import foreign_label, is_english
from fwlint.dialects.windows.netsh.rules import NOT_VERBOSE, read_rule
from fwlint.dialects.windows.store import Store, assemble, unreadable
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export

DIALECT_NAME = "windows-netsh"

_SHOW_RULES = "netsh advfirewall firewall show rule name=all verbose"
_SHOW_PROFILES = 'add the output of "netsh advfirewall show allprofiles"'


def read_export(source: Source) -> Export:
    """Return what the listing says. One that fwlint cannot read has no policies."""
    label = "" if is_english(source) else foreign_label(source)
    if label:
        return _unreadable(
            source,
            f"this netsh listing is not in English (first label {label!r}); "
            "fwlint does not read that language",
            "list the rules on a Windows whose display language is English",
        )
    listing = cut_into_blocks(read_lines(source))
    if not listing.blocks:
        return _unreadable(
            source, "this shows no rules as netsh lists them", f'add the output of "{_SHOW_RULES}"'
        )
    store, diagnostics = Store(), [*source.diagnostics, *_hidden_parts(source, listing.blocks)]
    for said in listing.settings:
        for found in read_settings(source, said):
            diagnostics.append(found) if isinstance(found, Diagnostic) else store.settings.append(
                found
            )
    for block in listing.blocks:
        reading = Reading(source, block)
        store.rules.append(read_rule(reading))
        diagnostics += reading.diagnostics
    return assemble(
        source, DIALECT_NAME, store, diagnostics=diagnostics, settings_hint=_SHOW_PROFILES
    )


def _hidden_parts(source: Source, blocks: list[Block]) -> list[Diagnostic]:
    first = next((block for block in blocks if block.is_terse), None)
    if first is None:
        return []
    hint = f'export with "{_SHOW_RULES}"'
    return [Diagnostic(source.span(first.line), Trouble.ASSUMED, NOT_VERBOSE, hint)]


def _unreadable(source: Source, message: str, hint: str) -> Export:
    trouble = Diagnostic(source.span(0), Trouble.UNREADABLE, message, hint)
    return unreadable(source, DIALECT_NAME, trouble)
