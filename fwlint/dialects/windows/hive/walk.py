"""The walk through the keys of a policy, from its own down: all its values."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.windows.hive.error import HiveError, damaged
from fwlint.dialects.windows.hive.key import Key
from fwlint.dialects.windows.hive.place import Place
from fwlint.dialects.windows.registry.value import RegistryValue
from fwlint.model.source import Span

MAX_PATH = 255
"""The most characters in the path of a key, which is the registry's own limit."""
MAX_VALUES = 250_000
"""The most values of a policy. Rules of the usual length would need a larger file than is read."""


def values_of(place: Place, path: str) -> Iterator[RegistryValue]:
    """Yield all values of the policy at `place` in the hive `path`; raises HiveError.

    A key with nothing in it is a value without name and data, because that it is there may count.
    """
    count = 0
    waiting: list[tuple[tuple[str, ...], Key]] = [((), place.key)]
    while waiting:
        keys, key = waiting.pop()
        entry = "\\".join((*place.path, *keys))
        if len(entry) > MAX_PATH:
            raise damaged(key.at, f"the path of this key is longer than {MAX_PATH} characters")
        for name, data in _contents(key):
            count += 1
            if count > MAX_VALUES:
                raise HiveError(f"this registry hive has more than {MAX_VALUES} values")
            span = Span(path, entry=f"{entry}\\{name or '(Default)'}".removeprefix("\\"))
            yield RegistryValue(place.origin, keys, name, data, span)
        below = [((*keys, subkey.name), subkey) for subkey in key.subkeys.values()]
        waiting += reversed(below)


def _contents(key: Key) -> Iterator[tuple[str, str | int | bytes]]:
    for value in key.values():
        yield value.name, value.decoded()
    if key.is_empty:
        yield "", b""
