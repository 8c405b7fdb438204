"""A documented requirement, applied to one export: these packets must, or must not, pass."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from fwlint.model.export import Direction
from fwlint.model.packetset import PacketSet
from fwlint.model.source import DocumentRow


class Need(Enum):
    """What a document says of a service."""

    REQUIRED = "required"
    CONDITIONAL = "conditional"
    """Required only under a condition that the document names."""
    OPTIONAL = "optional"
    NOT_NEEDED = "not-needed"
    FORBIDDEN = "forbidden"


UNWANTED = frozenset((Need.NOT_NEEDED, Need.FORBIDDEN))
"""What should not pass."""


class Question(Enum):
    """What is asked of the packets of a demand."""

    PASSES = "passes"
    """They pass the filter."""
    NO_IPSEC = "no-ipsec"
    """IPsec does not ask them for authentication."""
    FILTERED = "filtered"
    """The host's firewall is on, so that its rules have a say."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A condition of rules that a document takes for granted.

    It is met where its text holds `words`, in whatever case. Where `groups` are named, that goes
    for rules only whose note `group` is one of them.
    """

    words: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways to do the same: demands of the same `name` and `option` go together.

    What a document asks for is met where all demands of one option are.
    """

    name: str
    option: int


@dataclass(frozen=True, slots=True)
class Demand:
    """What a requirement asks of one export.

    `packets` holds the first packets of the flow, of one service, in the direction `direction`.
    `existential` names the coordinates of `Box` for which one value is enough: those the site does
    not pin down (an unnamed peer's address, an unnamed interface); of ports among them, `at_least`
    so many. `summary` says the flow in a few words, such as "PXE-enabled distribution point:
    inbound UDP 4011 (BINL)", and `product` what demands it. `alternatives` are the ids of
    requirements of which one may stand in for this one.
    """

    requirement: str
    product: str
    need: Need
    summary: str
    direction: Direction
    packets: PacketSet
    existential: tuple[str, ...]
    row: DocumentRow
    question: Question = Question.PASSES
    accepted: tuple[Accepted, ...] = ()
    at_least: int = 0
    alternatives: tuple[str, ...] = ()
    choice: Choice | None = None
