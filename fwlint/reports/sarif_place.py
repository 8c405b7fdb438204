"""Places in files as SARIF locations that GitHub can show."""

from __future__ import annotations

from functools import cache
from os import fsencode
from os.path import normpath, realpath
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sarif_om as om

from fwlint.model.source import Span


def location(span: Span, *, number: int | None = None, message: str = "") -> Any:
    """Return `span` as a `sarif_om.Location`; `number` is what a message's link names.

    The region is one line, because GitHub shows an alert in a pull request only where all of its
    lines changed. GitHub demands a line, so the file as a whole is its line 1; in a file without
    lines the logical location tells the entries apart.
    """
    line = max(span.line, 1)
    return om.Location(
        id=number,
        message=om.Message(text=message) if message else None,
        physical_location=om.PhysicalLocation(
            artifact_location=om.ArtifactLocation(uri=uri(span.path, Path.cwd())),
            region=om.Region(start_line=line, start_column=span.column, end_line=line),
        ),
        logical_locations=[om.LogicalLocation(fully_qualified_name=span.entry, kind="element")]
        if span.entry
        else None,
    )


@cache
def uri(path: str, root: Path) -> str:
    """Return the URI of `path`: relative to `root` where it lies inside, a file URI elsewhere.

    Symbolic links are followed, as GitHub shows no alert on one, unless they lead out of `root`.
    """
    root = Path(realpath(root))
    resolved, named = Path(realpath(root / path)), Path(normpath(root / path))
    for candidate in (resolved, named):
        if candidate.is_relative_to(root):
            return quote(fsencode(candidate.relative_to(root).as_posix()))
    return resolved.as_uri()
