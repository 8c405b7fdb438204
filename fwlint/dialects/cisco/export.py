"""An export of a Cisco device, with what its checks need to know of the configuration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fwlint.model.export import Export

if TYPE_CHECKING:
    from fwlint.dialects.cisco.inventory import Inventory


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CiscoExport(Export):
    """An export and the `inventory` of the names in the configuration that it was lowered from."""

    inventory: Inventory
