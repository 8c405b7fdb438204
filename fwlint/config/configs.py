"""Each file has the configuration that is nearest to it, and each is loaded once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from fwlint.config.files import located
from fwlint.config.find import find_config

if TYPE_CHECKING:
    from fwlint.config.site import Config

Load = Callable[[Path | None], "tuple[Config, list[str]]"]


@dataclass(slots=True)
class Configs:
    """The configurations of a run, loaded by `load` when a file of theirs comes up.

    Where `fixed` is true, the one at `path` is that of every file. `problems` are those of all that
    were loaded.
    """

    load: Load
    path: Path | None = None
    fixed: bool = False
    problems: list[str] = field(default_factory=list)
    _found: dict[Path, Path | None] = field(default_factory=dict)
    _loaded: dict[Path | None, Config] = field(default_factory=dict)

    def for_file(self, path: str) -> Config:
        """Return the configuration of the file at `path`."""
        return self._at(self.path_for(path))

    def path_for(self, path: str) -> Path | None:
        """Return where the configuration of the file at `path` stands; None without one."""
        if self.fixed:
            return self.path
        folder = Path(located(path)).parent
        if folder not in self._found:
            self._found[folder] = shown(find_config(folder))
        return self._found[folder]

    def _at(self, path: Path | None) -> Config:
        if path not in self._loaded:
            self._loaded[path], problems = self.load(path)
            self.problems = list(dict.fromkeys([*self.problems, *problems]))
        return self._loaded[path]


def shown(path: Path | None) -> Path | None:
    """Return `path` as a person who stands in the working directory would write it."""
    here = Path.cwd()
    return path.relative_to(here) if path and path.is_relative_to(here) else path
