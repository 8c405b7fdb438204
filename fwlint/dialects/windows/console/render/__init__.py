"""Rules of the common model as commands for the computer whose console has listed its rules."""

from __future__ import annotations

from fwlint.dialects.rendering import CannotRenderError, Renderer
from fwlint.dialects.windows.render.renderer import WindowsRenderer
from fwlint.dialects.windows.script.render.netsh import add_rule
from fwlint.dialects.windows.store import Store


def write(_store: Store) -> bytes:
    """Raise CannotRenderError: a list of the console's shows no rule in full."""
    raise CannotRenderError(
        "a list of the console's hides services, ICMP types, interface types and security"
    )


RENDERER: Renderer = WindowsRenderer(add_rule, write)
