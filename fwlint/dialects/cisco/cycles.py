"""Groups that are nested in themselves."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)


def in_cycles(nested: Mapping[Name, Sequence[Name]]) -> Iterator[Name]:
    """Yield the names that are on a cycle of `nested`, which gives those that each one holds.

    After Tarjan's algorithm for strongly connected parts, in linear time and without recursion:
    devices nest a few groups, files may nest any.
    """
    search = _Search(nested)
    for root in nested:
        if root not in search.order:
            yield from search.parts_from(root)


@dataclass(slots=True)
class _Search(Generic[Name]):
    """`order` is when a name was met, and `lowest` the earliest that can be reached from it."""

    nested: Mapping[Name, Sequence[Name]]
    order: dict[Name, int] = field(default_factory=dict)
    lowest: dict[Name, int] = field(default_factory=dict)
    open_names: dict[Name, None] = field(default_factory=dict)

    def parts_from(self, root: Name) -> Iterator[Name]:
        """Yield the names on cycles among those that are reached from `root` and new."""
        path = [self._met(root)]
        while path:
            name, rest = path[-1]
            inside = next((one for one in rest if one in self.nested), None)
            if inside is None:
                path.pop()
                if path:
                    self._can_reach(path[-1][0], self.lowest[name])
                if self.lowest[name] == self.order[name]:
                    yield from self._close(name)
            elif inside not in self.order:
                path.append(self._met(inside))
            elif inside in self.open_names:
                self._can_reach(name, self.order[inside])

    def _met(self, name: Name) -> tuple[Name, Iterator[Name]]:
        self.order[name] = self.lowest[name] = len(self.order)
        self.open_names[name] = None
        return name, iter(self.nested[name])

    def _can_reach(self, name: Name, order: int) -> None:
        self.lowest[name] = min(self.lowest[name], order)

    def _close(self, name: Name) -> Iterator[Name]:
        """Yield the part that `name` is the first of, unless it is alone and not in itself."""
        part: list[Name] = []
        while not part or part[-1] != name:
            part.append(self.open_names.popitem()[0])
        if len(part) > 1 or name in self.nested[name]:
            yield from part
