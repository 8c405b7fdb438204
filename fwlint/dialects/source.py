"""The bytes of one input, and the text they stand for."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, replace

from fwlint.dialects.surroundings import UNKNOWN, Surroundings
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.source import Span

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """One input. `lines` holds its text without line ends, line 1 first; a binary file has none.

    Lines end at LF, and a CR before it belongs to the line end. `diagnostics` says what of the
    bytes was no text; a dialect that reads `lines` hands it on with the export's own.
    """

    path: str
    data: bytes
    lines: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    surroundings: Surroundings = UNKNOWN

    def span(self, line: int, column: int = 1) -> Span:
        """Return a place in this input."""
        return Span(self.path, line, column)

    def holds(self, *texts: str) -> bool:
        """Return whether one of these texts, which go over no line's end, is in some line."""
        whole = "\n".join(self.lines)
        return any(text in whole for text in texts)


def read_source(path: str, data: bytes, surroundings: Surroundings = UNKNOWN) -> Source:
    """Decode `data`: UTF-8 with or without a mark, or UTF-16 with one or plainly without.

    Undecodable bytes become U+FFFD, and the first of them is a diagnostic.
    """
    if is_binary(data):
        return Source(path, data, (), surroundings=surroundings)
    encoding, body = _encoding(data)
    diagnostics: tuple[Diagnostic, ...] = ()
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        text = body.decode(encoding, errors="replace")
        diagnostics = (_undecodable(path, body, encoding, error),)
    return Source(path, data, _lines(text), diagnostics, surroundings)


def decode(source: Source, encoding: str) -> Source | None:
    """Return `source` read as `encoding`, a Windows code page say, or None if it is not."""
    try:
        return replace(source, lines=_lines(source.data.decode(encoding)), diagnostics=())
    except UnicodeDecodeError:
        return None


def is_binary(data: bytes) -> bool:
    """Return whether `data` cannot be the text of an export: it has NUL bytes outside UTF-16."""
    return b"\0" in data[:65536] and _encoding(data)[0] == "utf-8"


def _lines(text: str) -> tuple[str, ...]:
    lines = text.split("\n")
    return tuple([line.removesuffix("\r") for line in lines] if "\r" in text else lines)


def _encoding(data: bytes) -> tuple[str, bytes]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, data[len(mark) :]
    head = data[:512]
    if len(head) > 1 and not any(head[1::2]) and all(head[0::2]):
        return "utf-16-le", data
    if len(head) > 1 and not any(head[0::2]) and all(head[1::2]):
        return "utf-16-be", data
    return "utf-8", data


def _undecodable(path: str, body: bytes, encoding: str, error: UnicodeDecodeError) -> Diagnostic:
    before = body[: error.start].decode(encoding, errors="replace")
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    return Diagnostic(
        Span(path, line, column),
        Trouble.UNREADABLE,
        f"byte 0x{body[error.start]:02X} is not {encoding.upper()} text",
        "save the export as UTF-8; this file was read with U+FFFD in place of such bytes",
    )
