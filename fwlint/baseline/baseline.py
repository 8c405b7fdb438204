"""A baseline: which findings there were in which files, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from os.path import relpath
from pathlib import Path

from fwlint.config.files import located


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding by its fingerprint; its check and its claim are there for people."""

    fingerprint: str
    check: str = field(compare=False)
    claim: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Baseline:
    """How often each entry occurs in each file. Names of files start from `folder`."""

    folder: Path
    entries: Mapping[str, Counter[Entry]] = field(default_factory=dict)

    def name_of(self, path: str) -> str:
        """Return what the file at `path` is called here."""
        return Path(relpath(located(path), self.folder.resolve())).as_posix()

    def of(self, name: str) -> Counter[Entry]:
        """Return the entries of the file that is called `name` here."""
        return Counter(self.entries.get(name, ()))

    def __add__(self, other: Baseline) -> Baseline:
        names = {*self.entries, *other.entries}
        return Baseline(self.folder, {name: self.of(name) + other.of(name) for name in names})

    def __sub__(self, other: Baseline) -> Baseline:
        return Baseline(
            self.folder, {name: self.of(name) - other.of(name) for name in self.entries}
        )

    def __iter__(self) -> Iterator[tuple[str, Entry, int]]:
        """Yield each file's entries and how often they occur, in an order that never changes."""
        for name in sorted(self.entries):
            for entry in sorted(self.entries[name], key=_order):
                yield name, entry, self.entries[name][entry]

    def __len__(self) -> int:
        return sum(count for _, _, count in self)


def _order(entry: Entry) -> tuple[str, str, str]:
    return entry.check, entry.claim, entry.fingerprint
