"""What a site knows of a file that the file does not say itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from ipaddress import IPv4Network, IPv6Network

Networks: TypeAlias = "tuple[IPv4Network | IPv6Network, ...]"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Names that only the device can resolve, and the files that belong to the same export.

    `addresses` binds names of address sets (`LocalSubnet`, an ipset) to networks, and `ports` names
    of port sets (`RPC`) to ranges from a first to a last port. `companions` are the names and bytes
    of files that complete the export: the other address family's dump, the sets it refers to. Those
    in `beside` were not named, but lie beside it under names that may belong to it; one without
    bytes cannot be read.
    """

    addresses: Mapping[str, Networks] = field(default_factory=dict)
    ports: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    companions: tuple[tuple[str, bytes], ...] = ()
    beside: tuple[tuple[str, bytes | None], ...] = ()


UNKNOWN = Surroundings()
