"""The code page that a listing is written in, found by trying under which one its labels read.

`netsh … > file` writes the console's code page, and nothing in the file names it. Where a program
took one code page for another before, the text is repaired if that makes its labels read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, product

from fwlint.dialects.source import Source, decode
from fwlint.dialects.windows.netsh.languages import (
    VOCABULARIES,
    Language,
    all_languages,
    plain,
    profile_heading,
)
from fwlint.dialects.windows.netsh.recognition import language_of, split_entry
from fwlint.model.diagnostic import Diagnostic, Trouble

LOST = "\ufffd"
"""What stands for characters that an earlier program could not read and did not keep."""

_SAMPLE = 200
_HINT = 'export in UTF-8, after "chcp 65001" in a console'


def decipher(source: Source) -> tuple[Source, tuple[Diagnostic, ...]]:
    """Return `source` as its labels read, and what is to be said about its encoding."""
    if source.diagnostics and b"\0" not in source.data:
        return _by_code_page(source)
    puzzling = list(islice(_puzzling(source.lines), _SAMPLE))
    if not puzzling or any(map(_reads, source.lines)):
        return source, source.diagnostics
    return _repaired(source, puzzling)


def _by_code_page(source: Source) -> tuple[Source, tuple[Diagnostic, ...]]:
    sample = [line for line in source.data.split(b"\n") if not line.isascii()][:_SAMPLE]
    page = _best_page(sample) or _usual_page(source)
    other = decode(source, page) if page else None
    if other is None:
        return source, source.diagnostics
    message = f"the file is not UTF-8; it is taken to be in code page {page.removeprefix('cp')}"
    return other, (_assumed(source, message),)


def _best_page(sample: Sequence[bytes]) -> str:
    """Return the page under which the most lines read in one language, if more than as UTF-8."""
    best, most = "", sum(_reads(line.decode(errors="replace")) for line in sample)
    for language in all_languages():
        for page in language.code_pages:
            reading = sum(_reads(line, (language,)) for line in _decoded(sample, page))
            if reading > most:
                best, most = page, reading
    return best


def _usual_page(source: Source) -> str:
    """Return the page of a listing in whose labels nothing is beyond ASCII, or "" for none.

    Text that makes sense as UTF-8 stays what it is, for all its damage.
    """
    language = language_of(source.lines)
    beyond = "".join(line for line in source.lines if not line.isascii()).replace(LOST, "")
    if language is None or not beyond.isascii():
        return ""
    return next((page for page in language.code_pages if decode(source, page)), "")


def _repaired(source: Source, puzzling: Sequence[str]) -> tuple[Source, tuple[Diagnostic, ...]]:
    """Return `source` as it was before a program took one of two code pages for the other."""
    pages = dict.fromkeys(page for one in all_languages() for page in one.code_pages)
    pairs = [pair for pair in product(pages, (*pages, "utf-8")) if pair[0] != pair[1]]
    reading = {pair: sum(map(_reads, _recoded(puzzling, *pair))) for pair in pairs}
    for wrong, right in sorted(filter(reading.get, pairs), key=reading.__getitem__, reverse=True):
        lines = tuple(_recoded(source.lines, wrong, right))
        if len(lines) == len(source.lines):
            message = f"{right} text was read as {wrong} before it was saved; fwlint undid that"
            return replace(source, lines=lines), (_assumed(source, message),)
    return source, source.diagnostics


def _recoded(lines: Iterable[str], wrong: str, right: str) -> Iterator[str]:
    """Yield each line as it would read in `right`, until one cannot come from it."""
    for line in lines:
        try:
            yield line if line.isascii() else line.encode(wrong).decode(right)
        except UnicodeError:
            return


def _decoded(lines: Iterable[bytes], page: str) -> Iterator[str]:
    for line in lines:
        try:
            yield line.decode(page)
        except UnicodeDecodeError:
            return


def _puzzling(lines: Iterable[str]) -> Iterator[str]:
    """Yield entries with characters beyond ASCII in a label or a word that no table knows."""
    for line in lines:
        written, _ = ("", "") if line.isascii() else split_entry(line)
        if written and not _reads(line):
            labels = {one.label(written) for one in all_languages()} - {""}
            if not labels or labels & VOCABULARIES.keys():
                yield line


def _reads(line: str, languages: Sequence[Language] = ()) -> bool:
    """Return whether `line` has a label or a word of netsh's that is beyond ASCII."""
    if line.isascii():
        return False
    written, value = split_entry(line)
    if not written.isascii() and profile_heading(written):
        return True
    for language in languages or all_languages():
        label = language.label(written)
        known = language.words.get(label, {})
        if label and (not written.isascii() or plain(value.strip()) == language.any):
            return True
        if any(not word.isascii() and plain(word.strip()) in known for word in value.split(",")):
            return True
    return False


def _assumed(source: Source, message: str) -> Diagnostic:
    return Diagnostic(source.span(1 if source.lines else 0), Trouble.ASSUMED, message, _HINT)
