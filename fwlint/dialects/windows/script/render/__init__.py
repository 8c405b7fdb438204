"""Rules of the common model as commands: of netsh, or of PowerShell."""

from __future__ import annotations

from fwlint.dialects.rendering import Renderer
from fwlint.dialects.windows.render.renderer import WindowsRenderer, commands
from fwlint.dialects.windows.script.render import cmdlet, netsh
from fwlint.model.rule import Rule

RENDERER: Renderer = WindowsRenderer(netsh.add_rule, netsh.script)


def powershell_lines(rule: Rule, policy: str) -> tuple[str, ...]:
    """Return the calls of New-NetFirewallRule that make `rule`. Raises CannotRenderError."""
    return commands(rule, policy, cmdlet.new_rule)
