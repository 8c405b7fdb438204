"""What a configuration knows: the site, and which files show which of its hosts and devices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

from fwlint.dialects.reading import bytes_of
from fwlint.dialects.surroundings import UNKNOWN, Networks, Surroundings
from fwlint.model.requirement import Demand
from fwlint.requirements.demands import device_demands, host_demands
from fwlint.requirements.site import Host, Site


@dataclass(frozen=True, slots=True)
class Known:
    """What the site knows of some files, as `Surroundings` has it; `companions` are file names."""

    addresses: Mapping[str, Networks] = field(default_factory=dict)
    ports: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    companions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """What a run knows of the site. `folder` is where `hosts` and `devices` look for files.

    `hosts` pairs file patterns with the host they show, and `devices` lists such patterns. `known`
    pairs them with what the site knows of those files. Every file holds `roles`, whatever
    it shows.
    """

    folder: Path = field(default_factory=Path)
    site: Site = field(default_factory=Site)
    hosts: tuple[tuple[tuple[str, ...], Host], ...] = ()
    devices: tuple[str, ...] = ()
    known: tuple[tuple[tuple[str, ...], Known], ...] = ()
    roles: tuple[str, ...] = ()

    def demands(self, path: str) -> tuple[Demand, ...]:
        """Return what is demanded of the export at `path`."""
        hosts = [host for patterns, host in self.hosts if self._names(patterns, path)]
        if self.roles:
            hosts.append(Host(self.roles))
        demands = [demand for host in hosts for demand in host_demands(self.site, host)]
        if self._names(self.devices, path):
            demands += device_demands(self.site)
        return tuple(demands)

    def surroundings(self, path: str) -> Surroundings:
        """Return what the site knows of the export at `path`; raises UnreadableError."""
        for patterns, known in self.known:
            if self._names(patterns, path):
                names = [str(self.folder / name) for name in known.companions]
                return Surroundings(
                    known.addresses, known.ports, tuple((name, bytes_of(name)) for name in names)
                )
        return UNKNOWN

    def files(self) -> Iterator[Path]:
        """Yield the files that the configuration names; a pattern without any file as itself."""
        patterns = [pattern for several, _ in self.hosts for pattern in several]
        for pattern in dict.fromkeys([*patterns, *self.devices]):
            yield from sorted(self.folder.glob(pattern)) or [self.folder / pattern]

    def _names(self, patterns: tuple[str, ...], path: str) -> bool:
        try:
            relative = Path(path).resolve().relative_to(self.folder.resolve()).as_posix()
        except ValueError:
            return False
        return any(fnmatch(relative, pattern) for pattern in patterns)
