"""The files that a report speaks of, read once more to show the lines it names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from fwlint.model.source import Span
from fwlint.reports.line_hash import line_hashes


@dataclass(slots=True)
class Sources:
    """Access to the inputs of a run, by path; it keeps one file at a time.

    `read` returns the bytes of a file, or None where it has none any more, and `split` the lines of
    such bytes; a binary file has no lines. `told` is what becomes of the text of a line before it
    is shown. Where it must not be recognised, `is_traceable` is false, and it has no hash.
    """

    read: Callable[[str], bytes | None]
    split: Callable[[bytes], Sequence[str]]
    told: Callable[[str], str] = str
    is_traceable: bool = True
    _path: str | None = field(default=None, init=False)
    _lines: Sequence[str] = field(default=(), init=False)

    def line(self, span: Span) -> tuple[str, str] | None:
        """Return the line of `span`, before its column and from there on, or None without one."""
        if not span.line:
            return None
        if span.path != self._path:
            data = self.read(span.path)
            self._path, self._lines = span.path, self.split(data) if data else ()
        if span.line > len(self._lines):
            return None
        text = self._lines[span.line - 1]
        before, whole = self.told(text[: span.column - 1]), self.told(text)
        return (before, whole[len(before) :]) if whole.startswith(before) else ("", whole)

    def hashes(self, path: str, lines: Collection[int]) -> dict[int, str]:
        """Return GitHub's fingerprints of `lines`, as far as they can be had."""
        data = self.read(path) if self.is_traceable else None
        return line_hashes(data, lines) if data is not None else {}


def no_sources() -> Sources:
    """Return the sources of a report that shows no lines."""
    return Sources(read=lambda _: None, split=lambda _: ())
