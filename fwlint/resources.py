"""Where the grammars and rulesets lie: beside the package in a wheel, above it in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the folder `name` (`grammars` or `rulesets`) that belongs to this fwlint."""
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
