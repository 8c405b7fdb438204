"""A documented requirement, applied to one export: these packets must, or need not, pass."""

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


@dataclass(frozen=True, slots=True)
class Demand:
    """What a requirement asks of one export.

    `packets` holds the first packets of the flow, of one service, in the direction `direction`.
    `existential` names the coordinates of `Box` for which one value is enough: those the site does
    not pin down (an unnamed peer's address, an unnamed interface). `summary` says the flow in a
    few words, such as "PXE-enabled distribution point: inbound UDP 4011 (BINL)", and `product` what
    demands it.
    """

    requirement: str
    product: str
    need: Need
    summary: str
    direction: Direction
    packets: PacketSet
    existential: tuple[str, ...]
    row: DocumentRow
