"""A requirement: one service of one row of a document, between two roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fwlint.model.requirement import Need, Question
from fwlint.model.source import DocumentRow

PortRange = tuple[int, int]
"""First and last port, both included."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Ports as a ruleset writes them: fixed ranges, and parameters (`ruleset/name`) for others."""

    ranges: tuple[PortRange, ...] = ()
    parameters: tuple[str, ...] = ()

    def resolved(self, values: Mapping[str, tuple[PortRange, ...]]) -> tuple[PortRange, ...]:
        """Return the ranges, with each parameter replaced by its value."""
        return self.ranges + tuple(one for name in self.parameters for one in values[name])


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line of a ruleset, flattened.

    `id` is `ruleset/flow/service`; `from_role` and `to_role` are `ruleset/role`, each with its
    title, and `features` and `unless` are `ruleset/feature`. The side
    `from_role` opens the flow from `source_ports` to `ports` of the side `to_role`; where it is
    `bidirectional`, the other side opens the same, too, unless the features `one_way_when` are on.
    `protocol` is `tcp`, `udp`, `icmp` (echo
    requests, of either family) or `any`; the last two have no ports.

    `features` must all be on in the site, and `unless` off, for the requirement to apply;
    `condition` says in words when it does. `seen_from` is the role whose firewall the document
    speaks of, or "" where it speaks of the flow. One of `alternatives`, ids of requirements, may
    stand in for it. Of `ports` at least `at_least` have to be open, or all where it is 0. Rules of
    the predefined `groups`, and rules for one of `programs`, meet it as well as open ports do.
    `note` is the reading taken where the document is unclear.
    """

    id: str
    ruleset: str
    service: str
    from_role: str
    to_role: str
    from_title: str
    to_title: str
    protocol: str
    ports: Ports
    source_ports: Ports
    need: Need
    row: DocumentRow
    question: Question = Question.PASSES
    bidirectional: bool = False
    one_way_when: tuple[str, ...] = ()
    seen_from: str = ""
    features: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    condition: str = ""
    alternatives: tuple[str, ...] = ()
    at_least: int = 0
    groups: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    note: str = ""

    @property
    def flow(self) -> str:
        """The flow that the requirement is a service of, as `ruleset/flow`."""
        return self.id.rpartition("/")[0]

    @property
    def direction(self) -> str:
        """`in`, `out` or `both`, as the host sees it that the document speaks of; else ""."""
        if not self.seen_from:
            return ""
        if self.bidirectional:
            return "both"
        return "out" if self.from_role == self.seen_from else "in"
