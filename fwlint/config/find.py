"""Where the configuration of a file is."""

from __future__ import annotations

from pathlib import Path

FILE_NAME = "fwlint.toml"
PROJECT_FILE_NAME = "pyproject.toml"
PROJECT_TABLE = ("tool", "fwlint")


def find_config(start: Path) -> Path | None:
    """Return the `fwlint.toml` in `start` or the nearest folder above it.

    A `pyproject.toml` with a table `[tool.fwlint]` is one, too.
    """
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
        if _is_for_fwlint(folder / PROJECT_FILE_NAME):
            return folder / PROJECT_FILE_NAME
    return None


def _is_for_fwlint(path: Path) -> bool:
    """Return whether `path` has a table for fwlint, or would have one if it could be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    if "fwlint" not in text:
        return False
    import tomllib  # most runs do without

    try:
        return "fwlint" in tomllib.loads(text).get("tool", {})
    except tomllib.TOMLDecodeError:
        return "tool.fwlint" in text
