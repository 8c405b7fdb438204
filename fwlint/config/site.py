"""What a configuration knows: the site, and which files show which of its hosts and devices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from os.path import relpath
from pathlib import Path
from typing import Protocol

from fwlint.config.checks import Checks
from fwlint.config.files import Files
from fwlint.config.selection import Selection
from fwlint.dialects.files import MAX_MEBIBYTES, UnreadableError, bytes_of
from fwlint.dialects.iptables.neighbours import neighbours
from fwlint.dialects.surroundings import Networks, Surroundings
from fwlint.model.requirement import Demand
from fwlint.requirements.demands import device_demands, host_demands
from fwlint.requirements.site import Host, Site
from fwlint.suppressions.listed import Listed


@dataclass(frozen=True, slots=True)
class Known:
    """What the site knows of some files, as `Surroundings` has it; `companions` are file names."""

    addresses: Mapping[str, Networks] = field(default_factory=dict)
    ports: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    companions: tuple[str, ...] = ()


class Configuration(Protocol):
    """What knows the configuration of each file; a single one is that of every file."""

    def for_file(self, path: str) -> Config:
        """Return the configuration of the file at `path`."""
        ...


@dataclass(frozen=True, slots=True)
class Config:
    """What a run knows of the site. `folder` is where `hosts` and `devices` look for files.

    `hosts` pairs file patterns with the host they show, and `devices` lists such patterns. `known`
    pairs them with what the site knows of those files. Every file holds `roles`, whatever
    it shows. `checks` says which checks run, and what of their findings is accepted. All this stood
    in the files `sources`.
    """

    folder: Path = field(default_factory=Path)
    site: Site = field(default_factory=Site)
    hosts: tuple[tuple[tuple[str, ...], Host], ...] = ()
    devices: tuple[str, ...] = ()
    known: tuple[tuple[tuple[str, ...], Known], ...] = ()
    roles: tuple[str, ...] = ()
    checks: Checks = field(default_factory=Checks)
    sources: tuple[str, ...] = ()
    _demanded: dict[Host, tuple[Demand, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What was found to be demanded of a host; many files may show one alike."""

    def for_file(self, path: str) -> Config:  # noqa: ARG002  # see Configuration
        """Return the configuration of the file at `path`: this one."""
        return self

    def selection(self, path: str) -> Selection:
        """Return which checks run on the file at `path`."""
        return self.checks.selection(path)

    def suppressions(self, path: str) -> tuple[Listed, ...]:
        """Return the suppressions that the site lists for the file at `path`."""
        return tuple(one for files, one in self.checks.listed if files.include(path))

    def demands(self, path: str) -> tuple[Demand, ...]:
        """Return what is demanded of the export at `path`."""
        hosts = [host for patterns, host in self.hosts if self._names(patterns, path)]
        if self.roles:
            hosts.append(Host(self.roles))
        demands = [demand for host in hosts for demand in self._of_host(host)]
        if self._names(self.devices, path):
            demands += device_demands(self.site)
        return tuple(demands)

    def _of_host(self, host: Host) -> tuple[Demand, ...]:
        if host not in self._demanded:
            self._demanded[host] = host_demands(self.site, host)
        return self._demanded[host]

    def surroundings(self, path: str) -> Surroundings:
        """Return what the site knows of the export at `path`; raises UnreadableError.

        Where it names no files that complete the export, those that lie beside it may.
        """
        known = self._known_of(path)
        names = self._companions(known, path)
        companions = tuple((name, bytes_of(name, str(self.folder))) for name in names)
        beside = () if companions else tuple(_beside(Path(path)))
        return Surroundings(known.addresses, known.ports, companions, beside)

    def reads(self, path: str) -> tuple[str, ...]:
        """Return which other files decide what the one at `path` means, there or not."""
        groups = neighbours(Path(path).name) if Path(path).name else ()
        beside = (str(Path(path).with_name(name)) for names in groups for name in names)
        companions = self._companions(self._known_of(path), path)
        return tuple(dict.fromkeys((*self.sources, *companions, *beside)))

    def _known_of(self, path: str) -> Known:
        return next((known for names, known in self.known if self._names(names, path)), Known())

    def _companions(self, known: Known, path: str) -> tuple[str, ...]:
        """Return the files that complete the one at `path`, but not itself."""
        here = self.folder if Path(path).is_absolute() else Path(relpath(self.folder))
        named = (here / name for name in known.companions)
        return tuple(str(name) for name in named if name.resolve() != Path(path).resolve())

    def files(self) -> Iterator[Path]:
        """Yield the files that the configuration names; a pattern without any file as itself."""
        patterns = [pattern for several, _ in self.hosts for pattern in several]
        for pattern in dict.fromkeys([*patterns, *self.devices]):
            yield from sorted(self.folder.glob(pattern)) or [self.folder / pattern]

    def _names(self, patterns: tuple[str, ...], path: str) -> bool:
        return Files(self.folder, patterns).include(path)


def _beside(path: Path) -> Iterator[tuple[str, bytes | None]]:
    """Yield the files that lie beside the one at `path` and may complete it, and what is in them.

    What cannot be read, or not in full, has no bytes.
    """
    for names in neighbours(path.name) if path.is_file() else ():
        found = next((one for one in map(path.with_name, names) if one.is_file()), None)
        if found and found != path:
            try:
                content = bytes_of(str(found), str(path.parent))
            except UnreadableError:
                yield str(found), None
            else:
                yield str(found), None if len(content) > MAX_MEBIBYTES * 2**20 else content
