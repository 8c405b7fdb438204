"""Which fwlint this is: a result holds only for the one that found it."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from fwlint import __version__
from fwlint.resources import folder


@cache
def code_version() -> str:
    """Return a word that changes with every change of fwlint's code, grammars and rulesets.

    A number would not do: who works on fwlint, or installs it from a clone, has many of one number.
    """
    digest = hashlib.sha256(f"{__version__} {sys.implementation.cache_tag}".encode())
    places = (Path(__file__).resolve().parent.parent, folder("grammars"), folder("rulesets"))
    for place in dict.fromkeys(map(str, places)):
        for line in sorted(_files(place)):
            digest.update(line.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _files(place: str) -> Iterator[str]:
    with os.scandir(place) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path)
            else:
                status = entry.stat()
                yield f"{entry.path} {status.st_size} {status.st_mtime_ns}\n"
