"""A list of rules and the way in which they are resolved."""

from __future__ import annotations

from enum import Enum

from fwlint.model.frozen import frozen
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span


class Resolution(Enum):
    """Which of several matching rules decides."""

    FIRST_MATCH = "first-match"
    DENY_OVERRIDES = "deny-overrides"
    """Authenticated bypass over deny over accept over the default; the order means nothing."""


@frozen(eq=False, weakref_slot=True)
class Policy:
    """A chain, an access list or one direction of a host firewall.

    `default` decides what no rule decided: ACCEPT, DENY, RETURN (a policy that others jump to) or
    UNKNOWN with `default_conditions`. `default_text` says it in the dialect's words (`:INPUT DROP`,
    `implicit deny`), and `default_span` where the export says it, if it does. Two policies are the
    same only if they are one.
    """

    name: str
    rules: tuple[Rule, ...]
    default: Action
    default_text: str
    span: Span
    resolution: Resolution = Resolution.FIRST_MATCH
    default_span: Span | None = None
    default_conditions: tuple[str, ...] = ()

    def in_order(self) -> tuple[Rule, ...]:
        """Return the rules in the order in which the first match decides."""
        if self.resolution is Resolution.FIRST_MATCH:
            return self.rules
        return tuple(sorted(self.rules, key=lambda rule: _PRECEDENCE[rule.action]))


_PRECEDENCE = {
    Action.UNKNOWN: 0,
    Action.BYPASS: 1,
    Action.DENY: 2,
    Action.ACCEPT: 3,
    Action.REWRITE: 3,
    Action.CONTINUE: 4,
    Action.JUMP: 4,
    Action.GOTO: 4,
    Action.RETURN: 4,
}
