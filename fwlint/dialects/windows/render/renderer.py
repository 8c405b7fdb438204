"""What the renderers of all shapes of Windows Firewall have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from fwlint.dialects.rendering import CannotRenderError
from fwlint.dialects.windows.firewall_rule import FirewallRule
from fwlint.dialects.windows.render.raising import raise_rule
from fwlint.dialects.windows.render.taking_apart import take_apart
from fwlint.dialects.windows.store import NAMES, Store
from fwlint.model.export import Direction
from fwlint.model.policy import Policy
from fwlint.model.rule import Rule


@dataclass(frozen=True, slots=True)
class WindowsRenderer:
    """Writes rules as the commands that make them, and an export in its own shape.

    Nobody edits a listing or a hive. `commands` returns those for one rule, and `write` the whole
    export of a store that has every setting; both raise CannotRenderError.
    """

    commands: Callable[[FirewallRule], Iterable[str]]
    write: Callable[[Store], bytes]

    directions = tuple(NAMES)
    families = (4, 6)

    def policy(self, direction: Direction) -> str:
        """Return `Inbound` or `Outbound`."""
        return NAMES[direction]

    def rule(self, rule: Rule, policy: str) -> tuple[str, ...]:
        """Return the commands that make `rule`."""
        return commands(rule, policy, self.commands)

    def export(self, policies: Mapping[str, Policy]) -> bytes:
        """Return the export of a computer that has `policies`."""
        return self.write(take_apart(policies))


def commands(
    rule: Rule, policy: str, say: Callable[[FirewallRule], Iterable[str]]
) -> tuple[str, ...]:
    """Return what `say` has to say of each rule of Windows Firewall that `rule` becomes."""
    for direction, name in NAMES.items():
        if name == policy:
            raised = raise_rule(rule, direction)
            return tuple(dict.fromkeys(line for one in raised for line in say(one)))
    raise CannotRenderError(f"Windows Firewall has no policy {policy!r} of rules to write")
