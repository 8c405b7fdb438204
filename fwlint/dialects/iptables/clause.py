"""The options of a rule, each with the match or target that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from fwlint.dialects.iptables.extensions import Extension, extension
from fwlint.dialects.iptables.option import Option, RefusedError

_ROLES = {"match": "match", "jump": "target"}
_TARGETS = ("jump", "goto")

_ONCE_A_RULE = "either_port"  # twice would be a product of unions, and no firewall needs it
_MERGED = ("tcp", "udp", "dccp", "sctp", "icmp", "icmp6")
"""Matches that iptables-nft makes one of where a rule loads them twice, and iptables-legacy not."""
_LISTING = "policy"
"""The match that describes several things, and so has options more than once."""


@dataclass(slots=True)
class Clause:
    """A match or a target with its options; the first clause of a rule is neither.

    `head` is what loads it, None for a match that comes with the protocol, and `extension` what the
    table has of it, None for one that nobody knows, and for a chain.
    """

    head: Option | None
    role: str = ""
    name: str = ""
    extension: Extension | None = None
    options: list[Option] = field(default_factory=list)

    @property
    def is_target(self) -> bool:
        """Whether the clause says what becomes of packets."""
        return self.head is not None and self.head.kind in _TARGETS

    def has(self, kind: str) -> bool:
        """Return whether an option of that kind is among the clause's."""
        return any(option.kind == kind for option in self.options)

    def words(self, options: list[Option]) -> str:
        """Return the clause with those of its options, as iptables-save would print them."""
        head = ["-m", self.name] if self.role == "match" else []
        return " ".join([*head, *map(str, options)])


def clauses(options: list[Option], family: int) -> list[Clause]:
    """Return the clauses that `options` make. Raises RefusedError for one too many."""
    found = [Clause(None)]
    for option in options:
        if option.kind in _ROLES or option.kind in _TARGETS:
            found.append(_clause(option, family))
        else:
            _home(option, found, family).options.append(option)
    _refuse_repetition(found)
    return found


def _clause(head: Option, family: int) -> Clause:
    role, name = _ROLES.get(head.kind, ""), str(head.value)
    known = extension(role, name, family)
    return Clause(head, role, known.name if known else name, known)


def _home(option: Option, found: list[Clause], family: int) -> Clause:
    """Return the clause that an option belongs to, among `found` or added to it."""
    if option.known is None:
        return next((one for one in reversed(found) if _is_unknown(one)), found[0])
    owner = option.known.owner
    if owner is None:
        return found[0]
    for one in reversed(found):
        if (one.role, one.name) == owner:
            return one
    found.append(Clause(None, *owner, extension(*owner, family)))
    return found[-1]


def _is_unknown(one: Clause) -> bool:
    return one.role == "match" and one.extension is None


def _refuse_repetition(found: list[Clause]) -> None:
    targets = [one.head for one in found if one.head and one.is_target]
    if len(targets) > 1:
        raise RefusedError("a second target in one rule", targets[1].word)
    seen: set[tuple[object, ...]] = set()
    for number, one in enumerate(found):
        for option in _unrepeatable(one):
            scope = one.name if one.name in _MERGED or option.kind == _ONCE_A_RULE else number
            if (scope, option.name) in seen:
                raise RefusedError(f"a second {option.word} in one rule", option.word)
            seen.add((scope, option.name))


def _unrepeatable(one: Clause) -> Iterator[Option]:
    return (option for option in one.options if option.known and one.name != _LISTING)
