"""Access lists of a Cisco platform, written from the common model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fwlint.dialects.cisco.platform import IMPLICIT
from fwlint.dialects.cisco.render.style import Style
from fwlint.dialects.rendering import CannotRenderError
from fwlint.model.export import Direction
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule

_SUFFIX = " (ipv6)"
"""What the name of an IPv6 list has behind it where an IPv4 list has the same one."""


_NAME = "FILTER"
"""What a list is called that nobody has named."""


@dataclass(slots=True)
class CiscoRenderer:
    """Writes rules as the entries of a named list, below the list's header."""

    style: Style
    directions: tuple[Direction, ...] = (Direction.FORWARD,)
    families: tuple[int, ...] = (4,)

    def policy(self, _direction: Direction) -> str:
        """Return a name for a list; which one it is bound as, an interface says."""
        return _NAME

    def rule(self, rule: Rule, policy: str) -> tuple[str, ...]:
        """Return the header of the list that `policy` names and the entries that say `rule`."""
        lines: list[str] = []
        for family in sorted({box.family for box in rule.packets}):
            lines += [self._header(policy, family), *self._entries(rule, family)]
        return tuple(lines)

    def export(self, policies: Mapping[str, Policy]) -> bytes:
        """Return a configuration of nothing but the lists that `policies` are."""
        lines = [
            line
            for name, policy in policies.items()
            for family in _families(name, policy)
            for line in self._list(name, policy, family)
        ]
        return "".join(f"{line}\n" for line in lines).encode()

    def _list(self, name: str, policy: Policy, family: int) -> Iterator[str]:
        yield self._header(name, family)
        implicit = self.style.kinds[family].implicit
        written = [rule for rule in policy.rules if rule.name != IMPLICIT]
        for rule in written:
            yield from self._entries(rule, family)
        every = self.style.platform.every_protocol[family][0]
        if policy.default is Action.ACCEPT and written:
            yield f" permit {every} any any"
        elif policy.default is Action.DENY:
            if not written or (implicit and len(written) == len(policy.rules)):
                yield f" deny {every} any any"
        elif policy.default is not Action.ACCEPT:
            raise CannotRenderError(f"a list ends with a deny, not with {policy.default.value}")

    def _entries(self, rule: Rule, family: int) -> list[str]:
        from fwlint.dialects.cisco.render.entries import entries  # loads lark

        if not rule.enabled:
            return []
        return [f" {text}" for text in entries(rule, family, self.style)]

    def _header(self, name: str, family: int) -> str:
        bare = name.removesuffix(_SUFFIX)
        if not bare or len(bare.split()) > 1:
            raise CannotRenderError(f"{name!r} is no name for an access list")
        return self.style.headers[family].format(bare)


def _families(name: str, policy: Policy) -> list[int]:
    found = sorted({box.family for rule in policy.rules for box in rule.packets})
    return found or [6 if name.endswith(_SUFFIX) else 4]
