"""What a whole run said, to be said again: the answer to one who asks the same of the same files.

It is found before anything is loaded that lints or writes reports, since a hook asks often.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from fwlint.cache.contents import Contents
from fwlint.cache.entries import Entries, name_of


@dataclass(slots=True)
class Again:
    """The report and the exit code of a run that was `asked` for the files at `paths`.

    `config_of` returns the path of the configuration that holds for a file.
    """

    entries: Entries
    asked: str
    paths: tuple[str, ...]
    config_of: Callable[[str], Path | None]
    _contents: Contents = field(default_factory=Contents)

    def get(self) -> tuple[list[str], int] | None:
        """Return the parts of the report and the exit code, if what they depend on is the same."""
        kept = self.entries.get(self._name())
        if kept is None:
            return None
        digests, exit_code = json.loads(next(kept))
        if any(self._contents.digest(path) != was for path, was in digests.items()):
            return None
        return list(map(json.loads, kept)), exit_code

    def put(self, digests: Mapping[str, str], text: Iterable[str], exit_code: int) -> None:
        """Keep the parts of a report and an exit code, which depend on files with these digests."""
        first = json.dumps((digests, exit_code), ensure_ascii=False)
        parts = (json.dumps(part, ensure_ascii=False) for part in text)
        self.entries.put(self._name(), chain((first,), parts))

    def _name(self) -> str:
        configs = [str(self.config_of(path)) for path in self.paths]
        return name_of("run", self.paths, configs, self.asked)
