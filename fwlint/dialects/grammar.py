"""The Lark grammars in `grammars/`, loaded once, and their complaints turned into diagnostics."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from fwlint.dialects.source import Source
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.resources import folder

if TYPE_CHECKING:
    from lark import Lark
    from lark.exceptions import UnexpectedInput

_SHOWN = 40
"""How many characters of an unexpected word a diagnostic shows."""
_LISTED = 8
"""How many of the expected things it lists."""


@cache
def load(name: str, *starts: str) -> Lark:
    """Return the LALR parser of `grammars/<name>.lark`, with `starts` as start rules."""
    from lark import Lark

    path = folder("grammars") / f"{name}.lark"
    return Lark(
        path.read_text(encoding="utf-8"),
        parser="lalr",
        start=list(starts) or "start",
        import_paths=[str(path.parent)],
        maybe_placeholders=False,
    )


def refusal(source: Source, line: int, error: UnexpectedInput, what: str) -> Diagnostic:
    """Return the diagnostic for line `line`, which the grammar refused as a `what`."""
    text = source.lines[line - 1]
    column = _column(error, text)
    rest = text[column - 1 :].split()
    found = repr(rest[0][:_SHOWN]) if rest else "the end of the line"
    return not_understood(
        source,
        line,
        f"this {what} is not understood from {found} on",
        column=column,
        hint=_expected(error),
    )


def not_understood(
    source: Source, line: int, message: str, *, column: int = 1, hint: str = ""
) -> Diagnostic:
    """Return a diagnostic for a line that was read but not understood."""
    return Diagnostic(
        source.span(line, column),
        Trouble.NOT_UNDERSTOOD,
        message,
        hint,
        source.lines[line - 1].strip(),
    )


def _column(error: UnexpectedInput, text: str) -> int:
    """Return where the grammar stopped; lark gives a line's early end its last word's column."""
    token = getattr(error, "token", None)
    if token is not None and token.type == "$END":
        return len(text.rstrip()) + 1
    return max(error.column, 1) if isinstance(error.column, int) else 1


def _expected(error: UnexpectedInput) -> str:
    known = (getattr(error, name, None) for name in ("accepts", "expected", "allowed"))
    names = next(filter(None, known), ())
    words = sorted({_word(name) for name in names})
    if not words:
        return ""
    more = ", …" if len(words) > _LISTED else ""
    return f"expected {', '.join(words[:_LISTED])}{more}"


def _word(terminal: str) -> str:
    if terminal == "$END":
        return "the end of the line"
    return terminal.strip("_").lower().replace("_", " ")
