"""The sets of a host, from all the files that may hold some and from what the site knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fwlint.dialects.ipset.line import Statement
from fwlint.dialects.ipset.reading import SetReader
from fwlint.dialects.ipset.sets import Sets
from fwlint.dialects.source import Source
from fwlint.dialects.surroundings import Surroundings
from fwlint.model.diagnostic import Diagnostic

_BEGINNINGS = ("create ", "Name:")
"""What some line holds where a dump has sets in it."""

_MATCH = "set"
"""What some line holds where its rules may ask for one, however it is spaced and abbreviated."""

_FAMILIES = {4: "inet", 6: "inet6"}


@dataclass(slots=True)
class Gathered:
    """The sets, what was not understood, and, by file, the numbers of the lines that were read."""

    sets: Sets = field(default_factory=Sets)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    lines: dict[str, set[int]] = field(default_factory=dict)

    def read(self, source: Source, *, alone: bool) -> None:
        """Read the sets in `source`; `alone` says that it holds nothing else."""
        reader = SetReader(source, self.sets, alone)
        reader.read()
        self.diagnostics += [*(source.diagnostics if alone else ()), *reader.diagnostics]
        self.lines[source.path] = reader.taken


def gather(dumps: Sequence[Source], files: Sequence[Source], known: Surroundings) -> Gathered:
    """Return the sets in `dumps` and, if their rules ask for any, in `files` and `known`."""
    gathered = Gathered()
    for dump in dumps:
        if dump.holds(*_BEGINNINGS):
            gathered.read(dump, alone=False)
    further = files or known.addresses or known.ports
    if further and any(dump.holds(_MATCH) for dump in dumps):
        for file in files:
            gathered.read(file, alone=True)
        _bind(gathered.sets, known)
    return gathered


def _bind(sets: Sets, known: Surroundings) -> None:
    """Add the sets that the site binds to networks or ports, unless a file has them."""
    for name, networks in known.addresses.items():
        if name in sets.by_name:
            continue
        sets.create(name, "list:set", {})
        for word in _FAMILIES.values():
            sets.create(f"{name} ({word})", "hash:net", {"family": word})
            _add(sets, name, f"{name} ({word})")
        for network in networks:
            # hash:net takes no network of prefix length 0, but the halves of one
            for part in network.subnets() if not network.prefixlen else (network,):
                _add(sets, f"{name} ({_FAMILIES[network.version]})", str(part))
    for name, ranges in known.ports.items():
        if name not in sets.by_name:
            sets.create(name, "bitmap:port", {"range": "0-65535"})
            for first, last in ranges:
                _add(sets, name, f"{first}-{last}")


def _add(sets: Sets, name: str, element: str) -> None:
    sets.obey(Statement("add", (name, element), {}))
