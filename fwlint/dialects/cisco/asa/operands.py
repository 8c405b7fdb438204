"""The operands of an entry: which are addresses, and which ask for ports or ICMP messages.

`permit tcp object-group A object-group B object-group C` may go from A to B with ports C, or from A
with ports B to C: only what the groups hold tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from fwlint.dialects.cisco.asa.definitions import Definitions
from fwlint.dialects.cisco.asa.lines import Part
from fwlint.dialects.cisco.words import MeaninglessError, column

_ORDER = re.compile("ap?ap?")
_PORTS = frozenset(("port_group", "icmp_group"))
_MANY = 4
"""The most operands that an entry has."""


class Operands(NamedTuple):
    """The operands of an entry by what they are there for."""

    source: Part
    source_ports: Part | None
    destination: Part
    destination_ports: Part | None


def operands(parts: Sequence[Part], definitions: Definitions) -> Operands:
    """Return the operands in their places; raises MeaninglessError where they have none.

    A group that is not defined is what it must be for the rest to make sense.
    """
    roles = _in_order(tuple([_role(part, definitions) for part in parts]))
    if roles:
        return _placed(parts, roles)
    first = next((word for part in parts for word in part.words), "")
    message = "an entry goes from one address to another, each with ports behind it, if any"
    raise MeaninglessError(message, column(first))


@lru_cache(maxsize=1024)
def _in_order(roles: tuple[str, ...]) -> str:
    """Return the first choice of roles that makes an entry, or "" where there is none."""
    choices = product(*roles) if len(roles) <= _MANY else ()
    return next(filter(_ORDER.fullmatch, map("".join, choices)), "")


def _role(part: Part, definitions: Definitions) -> str:
    """Return `a` for addresses, `p` for ports and messages, or both where it may be either."""
    if part.rule == "ports":
        return "p"
    if part.rule not in ("group", "object"):
        return "a"
    rule = definitions.rule(part.words[0])
    if not rule:
        return "ap"
    return "p" if rule in _PORTS else "a"


def _placed(parts: Sequence[Part], roles: str) -> Operands:
    destination = roles.rindex("a")
    return Operands(
        parts[0],
        parts[1] if destination > 1 else None,
        parts[destination],
        parts[destination + 1] if len(parts) > destination + 1 else None,
    )
