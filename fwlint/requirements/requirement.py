"""A requirement: one service of one row of a document, between two roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fwlint.model.requirement import Need
from fwlint.model.source import DocumentRow

PortRange = tuple[int, int]
"""First and last port, both included."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Ports as a ruleset writes them: fixed ranges, and names of parameters that stand for some."""

    ranges: tuple[PortRange, ...] = ()
    parameters: tuple[str, ...] = ()

    def resolved(self, values: Mapping[str, tuple[PortRange, ...]]) -> tuple[PortRange, ...]:
        """Return the ranges, with each parameter replaced by its value."""
        return self.ranges + tuple(one for name in self.parameters for one in values[name])


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line of a ruleset, flattened.

    `id` is `ruleset/flow/service`; `from_role` and `to_role` are `ruleset/role`. The side
    `from_role` opens the flow from `source_ports` to `ports` of the side `to_role`. `feature` names
    what a site must have turned on for the requirement to apply, if anything; `note` is the reading
    taken where the document is unclear.
    """

    id: str
    ruleset: str
    service: str
    from_role: str
    to_role: str
    protocol: str
    ports: Ports
    source_ports: Ports
    need: Need
    row: DocumentRow
    feature: str = ""
    note: str = ""
