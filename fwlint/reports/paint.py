"""Colour for terminals: SGR, ECMA-48 8.3.117."""

from __future__ import annotations

from collections.abc import Callable

from fwlint.model.finding import Level

BOLD, DIM = "1", "2"
LEVEL_STYLES = {Level.ERROR: "1;31", Level.WARNING: "1;33", Level.NOTE: "1;36"}

Paint = Callable[[str, str], str]
"""Takes a text and the parameters of a style; returns it in that style, or as it is."""


def painter(*, color: bool) -> Paint:
    """Return what paints, or, without `color`, does not."""
    return _styled if color else _plain


def _plain(text: str, _style: str) -> str:
    return text


def _styled(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m"
