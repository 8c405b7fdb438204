"""What git does not keep; see gitignore(5)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_NAME = ".gitignore"


@dataclass(frozen=True, slots=True)
class Ignored:
    """The patterns of several folders; those of the innermost come first."""

    patterns: tuple[tuple[Path, GitIgnoreSpec], ...] = ()

    def within(self, folder: Path) -> Ignored:
        """Return these patterns and those that stand in `folder`, for what lies there."""
        try:
            text = (folder / _NAME).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return self
        from pathspec import GitIgnoreSpec

        own = GitIgnoreSpec.from_lines(text.splitlines())
        return Ignored(((folder.absolute(), own), *self.patterns))

    def has(self, path: Path, *, is_folder: bool) -> bool:
        """Return whether git ignores `path`; the last pattern of the innermost folder decides."""
        for folder, patterns in self.patterns:
            name = path.absolute().relative_to(folder).as_posix()
            found = patterns.check_file(f"{name}/" if is_folder else name).include
            if found is not None:
                return found
        return False


NOTHING_IGNORED = Ignored()


def ignored_above(folder: Path) -> Ignored:
    """Return what is ignored by the folders above `folder`, as far as its repository reaches."""
    here = folder.absolute()
    for root in (here, *here.parents):
        if (root / ".git").exists():
            ignored = NOTHING_IGNORED
            for one in reversed([one for one in here.parents if one.is_relative_to(root)]):
                ignored = ignored.within(one)
            return ignored
    return NOTHING_IGNORED
