"""Where a file lies, as those say it who look at the repository that it belongs to."""

from __future__ import annotations

from functools import cache
from os import fsencode
from os.path import normpath, realpath
from pathlib import Path
from urllib.parse import quote


def uri(path: str) -> str:
    """Return the URI of `path`: relative to its repository, a file URI where it lies in none."""
    return _uri(path, Path.cwd())


@cache
def _uri(path: str, folder: Path) -> str:
    inside = in_repository(path, folder)
    return Path(realpath(path)).as_uri() if inside is None else quote(fsencode(inside))


@cache
def in_repository(path: str, folder: Path) -> str | None:
    """Return `path`, which counts from `folder`, as it counts in the repository that has that.

    None for a path outside; where `folder` lies in no repository, it is taken for one. Symbolic
    links are followed, as GitHub shows nothing on one, unless they lead out.
    """
    folder = Path(realpath(folder))
    root = next((one for one in (folder, *folder.parents) if (one / ".git").exists()), folder)
    for candidate in (Path(realpath(folder / path)), Path(normpath(folder / path))):
        if candidate.is_relative_to(root):
            return candidate.relative_to(root).as_posix()
    return None
