"""What a configuration defines by name and where it uses it, whichever platform wrote it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from fwlint.dialects.cisco.platform import Platform
from fwlint.dialects.cisco.statements import Statement
from fwlint.dialects.source import Source
from fwlint.model.addresses import AddressSet
from fwlint.model.source import Span


class WrittenList(NamedTuple):
    """An access list that is defined; `policy` is what its policy is called.

    `of_senders` is whether its kind tells packets apart by their source alone.
    """

    name: str
    policy: str
    span: Span
    is_empty: bool
    of_senders: bool = False


class WrittenGroup(NamedTuple):
    """An object or a group that is defined; `what` says which of them it is."""

    name: str
    what: str
    span: Span


class Use(NamedTuple):
    """That something filters by a list, which may not be defined.

    `interface` is what does so, or "" where no interface does. `in_chain` is whether another list
    decides with it.
    """

    list_name: str
    policy: str
    interface: str
    span: Span
    in_chain: bool = False


class Inbound(NamedTuple):
    """A list that filters what comes in by an interface, and the networks behind that, by family.

    A family of which they are not known is not among them.
    """

    use: Use
    networks: Mapping[int, AddressSet]


@dataclass(frozen=True, slots=True, eq=False)
class Inventory(ABC):
    """The names of a configuration, for the checks on them."""

    source: Source
    platform: Platform

    def without_list(self, use: Use) -> str:
        """Return what the device does by a list that is not there."""
        return self._without(use, self.platform.without_list)

    def without_entries(self, use: Use) -> str:
        """Return what the device does by a list that has no entries."""
        return self._without(use, self.platform.without_entries)

    def _without(self, use: Use, alone: str) -> str:
        fate = "has another list beside it, and nobody can say what passes"
        return f"{self.platform.title} {fate if use.in_chain else alone}"

    @abstractmethod
    def is_complete(self) -> bool:
        """Return whether no list can be missing because lines of the file are lost."""

    @abstractmethod
    def has_interfaces(self) -> bool:
        """Return whether this is a device's configuration and not a list alone."""

    @abstractmethod
    def lists(self) -> list[WrittenList]:
        """Return the lists that are defined, in the order of the file."""

    @abstractmethod
    def groups(self) -> list[WrittenGroup]:
        """Return the objects and groups that something else has to use, in the file's order."""

    @abstractmethod
    def uses(self) -> list[Use]:
        """Return what filters by a list."""

    @abstractmethod
    def inbound(self) -> Iterator[Inbound]:
        """Yield the lists of interfaces whose own networks are known."""

    @abstractmethod
    def entries(self) -> Iterator[Statement]:
        """Yield the entries of all lists."""

    @abstractmethod
    def members(self) -> Iterator[Statement]:
        """Yield the members of all groups."""
