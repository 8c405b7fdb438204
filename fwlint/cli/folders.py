"""The files in a folder that may be exports."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from fwlint.cli.gitignore import Ignored, ignored_above

_NO_EXPORTS = frozenset(
    (
        *(".md", ".rst", ".adoc", ".html", ".htm", ".pdf", ".docx"),
        *(".py", ".rb", ".go", ".js", ".ts", ".java", ".c", ".h", ".lark", ".j2", ".tf"),
        *(".toml", ".yaml", ".yml", ".sarif", ".png", ".svg", ".lock"),
    )
)
"""What the names of files end with that may quote rules, and are read by other programs."""


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the files in `folder` and below, in order, that may be exports.

    Hidden ones, links, what git ignores, documents and programs are left out. A folder that cannot
    be read stands for itself.
    """
    yield from _below(folder, ignored_above(folder))


def _below(folder: Path, ignored: Ignored) -> Iterator[Path]:
    ignored = ignored.within(folder)
    try:
        with os.scandir(folder) as entries:
            every = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    for entry in every:
        path = Path(entry.path)
        is_folder = entry.is_dir(follow_symlinks=False)
        if entry.name.startswith(".") or ignored.has(path, is_folder=is_folder):
            continue
        if is_folder:
            yield from _below(path, ignored)
        elif entry.is_file(follow_symlinks=False) and path.suffix.lower() not in _NO_EXPORTS:
            yield path
