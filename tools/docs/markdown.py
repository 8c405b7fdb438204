"""Pieces of Markdown."""

from __future__ import annotations

from collections.abc import Iterable


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table; bars in code are left to Markdown, which knows that they part no cells."""
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return text if text.startswith("`") else text.replace("|", "&#124;")


def page(*blocks: str) -> str:
    """Return blocks with a blank line between them."""
    return "\n\n".join(blocks) + "\n"
