"""The firewall policies in a registry, as a sequence of edits leaves them.

A .reg file and a Registry.pol are such sequences: later values replace earlier ones, and values and
keys are deleted, among them those that only the computer has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from fwlint.dialects.windows.registry.places import is_above, locate
from fwlint.dialects.windows.registry.value import RegistryValue
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.source import Span

_DEEPEST = 16
"""How many keys above one are looked at; no policy has a key that deep."""


@dataclass(frozen=True, slots=True)
class _Edit:
    """A value that edit number `number` set in the key `path`, which is canonical."""

    number: int
    path: str
    control_set: str
    value: RegistryValue

    @property
    def only_makes_key(self) -> bool:
        return not (self.value.name or self.value.data)


@dataclass(slots=True)
class Edits:
    """The edits so far; those outside firewall policies are not kept.

    Paths begin with `HKEY_LOCAL_MACHINE` or `HKLM`. `unseen` holds each deletion of what none of
    the edits has made, and its place.
    """

    unseen: list[tuple[str, Span]] = field(default_factory=list)
    _values: dict[tuple[str, str], _Edit] = field(default_factory=dict)
    _emptied: dict[str, int] = field(default_factory=dict)
    _deleted: dict[str, int] = field(default_factory=dict)
    _made: set[str] = field(default_factory=set)
    _count: int = 0

    def set_value(self, path: str, name: str, data: str | int | bytes, span: Span) -> None:
        """Set a value, and make its key where there is none."""
        place = locate(path)
        if place is None:
            return
        key = _canonical(path)
        value = RegistryValue(place.origin, place.keys, name, data, span)
        self._count += 1
        self._values[key, name.lower()] = _Edit(self._count, key, place.control_set, value)
        if key not in self._made:
            self._made.update(_with_ancestors(key))

    def make_key(self, path: str, span: Span) -> None:
        """Make a key: some values hold or not by whether another key exists."""
        there = self._values.get((_canonical(path), ""))
        if there is None or there.only_makes_key or not self._is_left(there):
            self.set_value(path, "", b"", span)

    def delete_value(self, path: str, name: str, span: Span) -> None:
        """Delete one value."""
        if locate(path) and not self._values.pop((_canonical(path), name.lower()), None):
            self.unseen.append((f"{path}\\{name}", span))

    def delete_values(self, path: str, span: Span) -> None:
        """Delete all values of a key, but not the key."""
        self._forget(self._emptied, path, span)

    def delete_key(self, path: str, span: Span) -> None:
        """Delete a key with all that is below it."""
        self._forget(self._deleted, path, span)

    def _forget(self, forgotten: dict[str, int], path: str, span: Span) -> None:
        if locate(path) or is_above(path):
            self._count += 1
            forgotten[_canonical(path)] = self._count
            if _canonical(path) not in self._made:
                self.unseen.append((path, span))

    def values(self) -> Iterator[RegistryValue]:
        """Yield the values that are left, of the control set that Windows uses."""
        used = next(iter(self._control_sets()), "")
        for edit in self._values.values():
            if edit.control_set in ("", used) and self._is_left(edit):
                yield edit.value

    def assumptions(self, path: str) -> Iterator[Diagnostic]:
        """Yield what has to be assumed of the computer on which the edits in `path` are made."""
        if self.unseen:
            place, span = self.unseen[0]
            more = f", and {len(self.unseen) - 1} others," if self.unseen[1:] else ""
            message = f"{place}{more} is deleted here but not set; the computer is taken to lack it"
            yield Diagnostic(span, Trouble.ASSUMED, message)
        used, *others = self._control_sets() or [""]
        if others:
            message = f"{', '.join(others)}: passed over, because Windows is taken to use {used}"
            yield Diagnostic(Span(path), Trouble.ASSUMED, message)

    def _control_sets(self) -> list[str]:
        """Return the control sets that the computer's own policy is in, the one in use first.

        That is `CurrentControlSet`, or else the one with the lowest number.
        """
        found = {edit.control_set for edit in self._values.values()} - {""}
        return sorted(found, key=lambda one: (one != "currentcontrolset", one))

    def _is_left(self, edit: _Edit) -> bool:
        emptied = self._emptied.get(edit.path, 0)
        if edit.number < emptied and not edit.only_makes_key:
            return False
        return all(self._deleted.get(key, 0) < edit.number for key in _with_ancestors(edit.path))


@lru_cache(maxsize=256)
def _canonical(path: str) -> str:
    """Return a path as all ways of writing it have it in common."""
    root, backslash, rest = path.lower().partition("\\")
    return f"{'hkey_local_machine' if root == 'hklm' else root}{backslash}{rest}"


@lru_cache(maxsize=256)
def _with_ancestors(key: str) -> tuple[str, ...]:
    """Return the key and those above it."""
    ends = [match.start() for match in islice(re.finditer(r"\\", key), _DEEPEST)]
    return (*(key[:end] for end in ends), key)
