"""Baselines as files: JSON in which a finding is a line or two, in an order that never changes."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from fwlint.baseline.baseline import Baseline, Entry

FILE_NAME = "fwlint-baseline.json"
VERSION = 1
"""Grows when fingerprints are made in another way."""


class BaselineError(Exception):
    """A file that is no baseline; the message names it and what is wrong."""


def as_text(baseline: Baseline) -> str:
    """Return the text of the file that holds `baseline`."""
    files: dict[str, list[dict[str, Any]]] = {}
    for name, entry, count in baseline:
        files.setdefault(name, []).append(
            {
                "check": entry.check,
                "claim": entry.claim,
                "fingerprint": entry.fingerprint,
                "count": count,
            }
        )
    document = {"version": VERSION, "files": files}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def read_baseline(path: Path) -> Baseline:
    """Return the baseline in the file at `path`; raises BaselineError."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BaselineError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise BaselineError(f"{path}: is no baseline: {error}") from error
    version = document.get("version") if isinstance(document, dict) else None
    if version != VERSION:
        raise BaselineError(
            f"{path}: is no baseline of version {VERSION}; `fwlint baseline` writes one"
        )
    try:
        entries = {name: _counter(found) for name, found in document["files"].items()}
    except (AttributeError, KeyError, TypeError) as error:
        raise BaselineError(
            f"{path}: is a damaged baseline ({type(error).__name__}: {error})"
        ) from error
    return Baseline(path.parent, entries)


def _counter(found: list[dict[str, Any]]) -> Counter[Entry]:
    counts: Counter[Entry] = Counter()
    for one in found:
        counts[Entry(str(one["fingerprint"]), str(one["check"]), str(one["claim"]))] += _count(one)
    return counts


def _count(one: dict[str, Any]) -> int:
    count = one["count"]
    if not isinstance(count, int) or count < 1:
        raise TypeError(f"{count!r} is no count")
    return count
