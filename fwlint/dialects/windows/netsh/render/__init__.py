"""Rules of the common model as netsh lists them."""

from __future__ import annotations

from fwlint.dialects.rendering import Renderer
from fwlint.dialects.windows.netsh.render.listing import listing
from fwlint.dialects.windows.render.renderer import WindowsRenderer
from fwlint.dialects.windows.script.render.netsh import add_rule

RENDERER: Renderer = WindowsRenderer(add_rule, listing)
