"""Files that a configuration names, by patterns that start from its folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from os.path import realpath
from pathlib import Path

_WILD = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Files:
    """Files by their names or by globs, in which a star stands for slashes, too."""

    folder: Path
    patterns: tuple[str, ...]

    def include(self, path: str) -> bool:
        """Return whether the file at `path` is one of them."""
        return self._match(Path(located(path)))

    def on_disk(self) -> Iterator[str]:
        """Yield where those lie that there are, each as `located` has it."""
        for pattern in self.patterns:
            if not _WILD.isdisjoint(pattern):
                found = (one for one in self._root.rglob("*") if one.is_file())
                yield from (str(one) for one in found if self._match(one))
            elif (self._root / pattern).is_file():
                yield located(str(self._root / pattern))

    @property
    def _root(self) -> Path:
        return Path(realpath(self.folder))

    def _match(self, path: Path) -> bool:
        if not path.is_relative_to(self._root):
            return False
        relative = path.relative_to(self._root).as_posix()
        return any(fnmatch(relative, pattern) for pattern in self.patterns)


def located(path: str) -> str:
    """Return where `path` lies: its folder without symbolic links, and its own name."""
    named = Path(path)
    return str(Path(realpath(named.parent)) / named.name)
