"""What a run is to lint."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to lint: a file, or `data` that is to be spoken of as `path`.

    One that was `sought` lies in a folder that somebody named, and is passed over where it is no
    export. Where there is a `root`, no link may lead out of that folder.
    """

    path: str
    data: bytes | None = None
    sought: bool = False
    root: str = ""
