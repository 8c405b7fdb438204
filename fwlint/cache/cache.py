"""The results of earlier runs, by what was asked; each holds while what it depends on is the same.

A result depends on the input, on the files that decide what it means, there or not, on fwlint
itself, and on the day where somebody accepts findings until one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path

from fwlint.cache import in_lines, plain
from fwlint.cache.contents import Contents
from fwlint.cache.entries import Entries, name_of
from fwlint.inputs import Input
from fwlint.model.check_info import CheckInfo
from fwlint.reports.result import Result

_CHECKS = "checks"


@dataclass(slots=True)
class Cache:
    """What `entries` hold of runs that were asked the same, which is `asked`, in the same folder.

    `config_of` returns the path of the configuration that holds for a file. `depended_on` gathers
    the digests of the files that the results of this run depend on, and the run `is_repeatable`
    where it depends on nothing else.
    """

    entries: Entries
    asked: str
    config_of: Callable[[str], Path | None]
    depended_on: dict[str, str] = field(default_factory=dict)
    is_repeatable: bool = True
    _contents: Contents = field(default_factory=Contents)

    def get(self, one: Input) -> Result | None:
        """Return the result of an input, if it is known and still holds."""
        kept = self.entries.get(self._name(one)) if one.data is None else None
        if kept is None:
            return None
        day, digests = plain.read(next(kept))
        holds = day in ("", str(date.today()))
        if not holds or any(self._contents.digest(path) != was for path, was in digests):
            return None
        result = in_lines.read(kept)
        self._used(digests, result)
        return result

    def put(self, one: Input, result: Result) -> None:
        """Keep the result of an input, unless it depends on what cannot be read twice."""
        if one.data is not None:
            self.is_repeatable = False
            return
        paths = dict.fromkeys((one.path, *(file.path for file in result.files), *result.reads))
        digests = [(path, self._contents.lasting_digest(path)) for path in paths]
        if any(digest is None for _, digest in digests):
            self.is_repeatable = False
        else:
            self._used(digests, result)
            day = str(date.today()) if result.is_reviewed else ""
            first = plain.written((day, digests))
            self.entries.put(self._name(one), chain((first,), in_lines.written(result)))

    def _used(self, digests: Iterable[tuple[str, str | None]], result: Result) -> None:
        self.depended_on |= {path: digest for path, digest in digests if digest is not None}
        self.is_repeatable &= not result.is_reviewed

    def check_infos(self, of_all: Callable[[], tuple[CheckInfo, ...]]) -> tuple[CheckInfo, ...]:
        """Return what there is to say of every check, as `of_all` has it."""
        kept = self.entries.get(_CHECKS)
        if kept is not None:
            return tuple(map(plain.read, kept))
        infos = of_all()
        self.entries.put(_CHECKS, map(plain.written, infos))
        return infos

    def _name(self, one: Input) -> str:
        return name_of("input", one, str(self.config_of(one.path)), self.asked)
