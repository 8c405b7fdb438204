"""Text from a configuration may hold anything; here it is made harmless for whoever reads it.

Terminals obey escape sequences and reorder text at bidirectional marks, and GitHub renders the
links in an alert. Remarks, rule names and file names are written by others and reach all of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

QUOTE_LENGTH = 120
"""Characters of a configuration's line that a report for people shows."""

_WORDS = 10_000
"""Words of JSON that are put into one part of a text."""

_NOT_ASCII = re.compile(r"[\x7f-\U0010ffff]")
_MARKS = re.compile(r"[\\`*_\[\]<>|~&$]|:(?=//)")
_LINK_MARKS = re.compile(r"[\\\[\]()<>]")


def visible(text: str) -> str:
    """Return `text` with each character that does not print written as its Python escape."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def quoted(text: str) -> str:
    """Return the lines of `text`, but empty ones and rulers, as one visible line.

    It is cut to `QUOTE_LENGTH`.
    """
    parts = (part.strip(" \t\r") for part in text.split("\n"))
    line = visible("; ".join(part for part in parts if part.strip("-")))
    return line if len(line) <= QUOTE_LENGTH else line[: QUOTE_LENGTH - 1] + "…"


def unlinked(text: str) -> str:
    """Return `text` so that Markdown finds no link and no HTML in it."""
    return _LINK_MARKS.sub(r"\\\g<0>", visible(text))


def unmarked(text: str) -> str:
    """Return `text` so that Markdown finds nothing to set in it, in a table either."""
    return _MARKS.sub(r"\\\g<0>", visible(text))


def code(text: str) -> str:
    """Return `text` as HTML sets code, which Markdown leaves alone, in a table too."""
    return f"<code>{_MARKS.sub(_character_reference, visible(text))}</code>"


def _character_reference(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def sentence(text: str) -> str:
    """Return `text` with a full stop, unless it has an end, without links and HTML in it."""
    text = unlinked(text)
    return text if text.endswith((".", "!", "?")) else f"{text}."


def json_line(document: Any, in_turn: Callable[[Any], Any]) -> str:
    """Return `document` as one line of JSON that keeps letters and escapes what does not print.

    What in it is none of JSON's values is made one by `in_turn` only when it is written, so that of
    a hundred thousand things one at a time is there twice.
    """
    return _printed(json.dumps(document, ensure_ascii=False, default=in_turn) + "\n")


def indented_json(document: Any, in_turn: Callable[[Any], Any]) -> Iterator[str]:
    """Yield parts of `document` as `json_line` writes it, but indented."""
    words = json.JSONEncoder(ensure_ascii=False, indent=2, default=in_turn).iterencode(document)
    while part := "".join(islice(words, _WORDS)):
        yield _printed(part)
    yield "\n"


def _printed(text: str) -> str:
    return _NOT_ASCII.sub(_printable, text)


def _printable(match: re.Match[str]) -> str:
    character = match[0]
    return character if character.isprintable() else json.dumps(character)[1:-1]
