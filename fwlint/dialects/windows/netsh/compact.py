"""A block of the listing on one line, as findings show it."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.windows.netsh.blocks import Block
from fwlint.dialects.windows.netsh.languages import NAME, Language

_UNSAID = ("Description", "Grouping", "Rule source", "Type", "Auth1", "Auth2")
_USUAL = (
    ("Enabled", "Yes"),
    ("Profiles", "Domain,Private,Public"),
    ("Edge traversal", "No"),
    ("Security", "NotRequired"),
    ("Mode", "Transport"),
)
_SAID_EVEN_IF_ANY = (NAME, "RemoteIP", "Protocol", "Endpoint1", "Endpoint2")


def compact(block: Block) -> str:
    """Return the block in netsh's own words, without what is empty or usual."""
    return "; ".join(_telling_parts(block, block.language)) if block.language else block.heading


def _telling_parts(block: Block, language: Language) -> Iterator[str]:
    for label, line in block.entries.items():
        value = language.english_if_known(label, line.value)
        any_at_all = value in ("", "Any") and label not in _SAID_EVEN_IF_ANY
        if label not in _UNSAID and (label, value) not in _USUAL and not any_at_all:
            yield f"{line.label}: {line.value}"
        if label == "Protocol":
            rows = [row.value.split() for row in block.table]
            yield from (f"Type {row[0]}, Code {row[1]}" for row in rows if _is_row(row))


def _is_row(words: list[str]) -> bool:
    return len(words) == 2 and any(word.isdigit() for word in words)
