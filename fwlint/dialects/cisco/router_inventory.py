"""The names of an IOS, NX-OS or IOS XR configuration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fwlint.dialects.cisco.configuration import Configuration
from fwlint.dialects.cisco.interface import Binding
from fwlint.dialects.cisco.inventory import Inbound, Inventory, Use, WrittenGroup, WrittenList
from fwlint.dialects.cisco.statements import Statement


@dataclass(frozen=True, slots=True, eq=False)
class RouterInventory(Inventory):
    """`keys` names the policy of each list, by the list's family and name."""

    configuration: Configuration
    keys: Mapping[tuple[int, str], str]

    def is_complete(self) -> bool:
        """Return whether no list can be missing because lines of the file are lost."""
        return not self.configuration.incomplete

    def has_interfaces(self) -> bool:
        """Return whether there are any, bound to or not."""
        return self.configuration.has_interfaces

    def lists(self) -> list[WrittenList]:
        """Return the lists that are defined, in the order of the file."""
        return [
            WrittenList(
                one.name,
                self.keys[key],
                one.span,
                not one.entries and not one.doubts,
                one.kind.start == "standard_entry",
            )
            for key, one in self.configuration.lists.items()
        ]

    def groups(self) -> list[WrittenGroup]:
        """Return the object groups, in the order of the file."""
        return [
            WrittenGroup(one.id[1], "object group", self.configuration.span(one.statement))
            for one in self.configuration.groups.values()
        ]

    def uses(self) -> list[Use]:
        """Return what interfaces and terminal lines filter by."""
        found = [
            use
            for one in self.configuration.interfaces.values()
            for bound in one.bindings.values()
            for use in self._uses(bound, one.name)
        ]
        lines = self.configuration.terminals.values()
        return found + [use for one in lines for bound in one.bindings for use in self._uses(bound)]

    def inbound(self) -> Iterator[Inbound]:
        """Yield the inbound lists of interfaces that have addresses of their family.

        A common list before them has decided on other packets already, so they are left out.
        """
        for one in self.configuration.interfaces.values():
            for bound in one.bindings.values():
                networks = one.behind(bound.family)
                if bound.direction == "in" and networks is not None and not bound.common:
                    (use,) = self._uses(bound, one.name)
                    yield Inbound(use, {bound.family: networks})

    def entries(self) -> Iterator[Statement]:
        """Yield the entries of all lists, and of those that are not read."""
        for written in (*self.configuration.lists.values(), *self.configuration.unread):
            yield from written.entries

    def members(self) -> Iterator[Statement]:
        """Yield the members of all groups."""
        for group in self.configuration.groups.values():
            yield from group.members

    def _uses(self, bound: Binding, interface: str = "") -> list[Use]:
        return [
            Use(one[1], self.keys[one], interface, bound.span, bool(bound.common))
            for one in bound.list_ids
        ]
