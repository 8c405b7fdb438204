"""Rules of the common model written as iptables-save prints them."""

from __future__ import annotations

from collections.abc import Mapping

from fwlint.dialects.iptables.render.dump import dump
from fwlint.dialects.iptables.render.rule import rule_lines
from fwlint.dialects.rendering import Renderer
from fwlint.model.export import Direction
from fwlint.model.policy import Policy
from fwlint.model.rule import Rule

_CHAINS = {
    Direction.IN: "filter/INPUT",
    Direction.OUT: "filter/OUTPUT",
    Direction.FORWARD: "filter/FORWARD",
}


class _Renderer:
    directions = tuple(_CHAINS)
    families = (4,)

    def policy(self, direction: Direction) -> str:
        """Return the chain of the table filter."""
        return _CHAINS[direction]

    def rule(self, rule: Rule, policy: str) -> tuple[str, ...]:
        """Return `-A` lines for the chain that `policy` names, as `filter/INPUT`."""
        return rule_lines(rule, policy)

    def export(self, policies: Mapping[str, Policy]) -> bytes:
        """Return a dump of the tables that the names of `policies` begin with."""
        return dump(policies)


RENDERER: Renderer = _Renderer()
