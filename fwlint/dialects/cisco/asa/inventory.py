"""The names of an ASA configuration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fwlint.dialects.cisco.asa.configuration import Configuration
from fwlint.dialects.cisco.asa.paths import topology
from fwlint.dialects.cisco.inventory import Inbound, Inventory, Use, WrittenGroup, WrittenList
from fwlint.dialects.cisco.statements import Statement
from fwlint.model.addresses import AddressSet


@dataclass(frozen=True, slots=True, eq=False)
class AsaInventory(Inventory):
    """The names of a configuration; a list's policy is called as the list is."""

    configuration: Configuration

    def is_complete(self) -> bool:
        """Return True: each entry names its list, so that no lost line takes one along."""
        return True

    def has_interfaces(self) -> bool:
        """Return whether there are any that have a name."""
        return any(one.name for one in self.configuration.interfaces)

    def lists(self) -> list[WrittenList]:
        """Return the lists that are defined; of those without an entry `start` is not known."""
        return [
            WrittenList(one.name, one.name, one.span, not one.start and not one.doubts)
            for one in self.configuration.lists.values()
            if one.name not in self.configuration.unread
        ]

    def groups(self) -> list[WrittenGroup]:
        """Return objects and groups, but for objects that translate their own addresses."""
        return [
            WrittenGroup(
                one.name,
                "object" if one.rule.endswith("_object") else "object group",
                self.configuration.span(one.statement),
            )
            for one in self.configuration.definitions.values()
            if not one.translates
        ]

    def uses(self) -> list[Use]:
        """Return what interfaces filter by, and all of them together."""
        return [
            Use(
                one.list_name,
                one.list_name,
                one.interface,
                self.configuration.span(one.statement),
            )
            for one in self.configuration.bindings
            if one.list_name not in self.configuration.unread
        ]

    def inbound(self) -> Iterator[Inbound]:
        """Yield the inbound lists of interfaces behind which not just anything may be."""
        here = topology(self.configuration)
        last = {one.interface: one for one in self.configuration.bindings if one.direction == "in"}
        for use in self.uses():
            bound = last.get(use.interface)
            if bound and use.span.line == bound.statement.line:
                networks = dict(self._enclosed(use.interface, here.behind))
                if networks:
                    yield Inbound(use, networks)

    def _enclosed(
        self, interface: str, behind: Mapping[int, Mapping[str, AddressSet]]
    ) -> Iterator[tuple[int, AddressSet]]:
        """Yield the networks behind an interface, by family, where all of them are known."""
        said = interface in self.configuration.source.surroundings.addresses
        if "router" in self.configuration.seen and not said:
            return
        for family, networks in behind.items():
            known = networks.get(interface)
            if known and known.cubes and (said or not self._leads_anywhere(interface, family)):
                yield family, known

    def _leads_anywhere(self, interface: str, family: int) -> bool:
        """Return whether an interface has a default route, or addresses that are not told."""
        own = (one for one in self.configuration.interfaces if one.name == interface)
        routes = (one for one in self.configuration.routes if one.interface == interface)
        return any(family in one.elsewhere for one in own) or any(
            one.family == family and not one.network[1] for one in routes
        )

    def entries(self) -> Iterator[Statement]:
        """Yield the lines of all lists."""
        for written in self.configuration.lists.values():
            yield from written.lines

    def members(self) -> Iterator[Statement]:
        """Yield the members of all objects and groups."""
        for one in self.configuration.definitions.values():
            yield from one.members
