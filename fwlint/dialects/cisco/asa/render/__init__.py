"""Rules of the common model written as ASA prints them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fwlint.dialects.cisco.asa.render.entry import entries
from fwlint.dialects.rendering import CannotRenderError, Renderer
from fwlint.model.export import Direction
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule

_NAME = "FILTER"
"""What a list is called that nobody has named."""


class _Renderer:
    directions: tuple[Direction, ...] = (Direction.FORWARD,)
    families: tuple[int, ...] = (4,)

    def policy(self, _direction: Direction) -> str:
        """Return a name for a list; which interface it is bound to, a command says."""
        return _NAME

    def rule(self, rule: Rule, policy: str) -> tuple[str, ...]:
        """Return the entries of the list that `policy` names."""
        if not policy or len(policy.split()) > 1 or ";" in policy:
            raise CannotRenderError(f"{policy!r} is no name for an access list")
        return tuple(f"access-list {policy} extended {entry}" for entry in entries(rule))

    def export(self, policies: Mapping[str, Policy]) -> bytes:
        """Return a configuration of nothing but the lists that `policies` are."""
        lines = (line for name, policy in policies.items() for line in self._list(name, policy))
        return "".join(f"{line}\n" for line in lines).encode()

    def _list(self, name: str, policy: Policy) -> Iterator[str]:
        if policy.default not in (Action.ACCEPT, Action.DENY):
            raise CannotRenderError(f"a list ends with a deny, not with {policy.default.value}")
        lines = [line for rule in policy.rules for line in self.rule(rule, name)]
        yield from lines
        if policy.default is Action.ACCEPT:
            yield f"access-list {name} extended permit ip any any"
        elif not lines:  # a list without entries is no list
            yield f"access-list {name} extended deny ip any any"


RENDERER: Renderer = _Renderer()
