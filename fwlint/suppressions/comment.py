"""The words of a suppression in a comment: `fwlint: ignore[FW104] until 2027-01-31 -- reason`.

`by OWNER` may stand beside `until DATE`, and several checks between the brackets. What sign begins
a comment is left to whoever reads the export: the words are enough, wherever they stand in a line.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from difflib import get_close_matches

from fwlint.model.finding import Suppression
from fwlint.model.source import Span

_MARK = re.compile(r"\bfwlint:\s*ignore\b")
_MARK_IN_BYTES = re.compile(rb"f\0?w\0?l\0?i\0?n\0?t\0?:")
_FORM = re.compile(
    r"""
    fwlint:\s*ignore \s*
    \[ \s* (?P<checks> \w+ (?: [\s,]+ \w+ )* ) \s* \]
    (?P<terms> (?: \s+ (?: until | by ) \s+ (?!--)\S+ )* )
    \s* (?: -- \s* (?P<reason> .*? ) )? \s*
    """,
    re.VERBOSE,
)
_TERM = re.compile(r"(until|by)\s+(\S+)")
_EXPECTED = "expected fwlint: ignore[FW104] until 2027-01-31 by OWNER -- reason, or a part of it"


def may_have_marks(data: bytes) -> bool:
    """Return whether a suppression can stand in a file with these bytes: ASCII or UTF-16."""
    return _MARK_IN_BYTES.search(data) is not None


def has_mark(text: str) -> bool:
    """Return whether the words of a suppression stand in `text`, rightly written or not."""
    return _MARK.search(text) is not None


def parse_comment(line: str, span: Span, checks: Collection[str]) -> tuple[str, Suppression] | None:
    """Return what stands before the suppression in `line`, and the suppression; None without one.

    `span` is the place of the line, and `checks` the ids that there are. Within quotation marks it
    ends with them.
    """
    mark = _MARK.search(line)
    if mark is None:
        return None
    before, words = line[: mark.start()], line[mark.start() :]
    if quote := _quote(before):
        words = re.split(rf"(?<!\\){quote}", words, maxsplit=1)[0]
    place = Span(span.path, span.line, len(before) + 1)
    return before, _parsed(words, place, checks)


def _quote(before: str) -> str:
    """Return the quotation mark that is open behind `before`; an apostrophe is none."""
    if before.count('"') % 2:
        return '"'
    return "'" if before.endswith("'") else ""


def _parsed(words: str, place: Span, checks: Collection[str]) -> Suppression:
    form = _FORM.fullmatch(words)
    if form is None:
        return Suppression("", in_source=True, span=place, fault=_EXPECTED)
    terms: dict[str, str] = dict(_TERM.findall(form["terms"]))
    named = tuple(dict.fromkeys(form["checks"].replace(",", " ").split()))
    faults = [_unknown(one, checks) for one in named if one not in checks]
    until = None
    try:
        until = date.fromisoformat(terms["until"]) if "until" in terms else None
    except ValueError:
        faults.append(f"{terms['until']!r} is no date such as 2027-01-31")
    return Suppression(
        reason=form["reason"] or "",
        in_source=True,
        checks=named,
        owner=terms.get("by", ""),
        until=until,
        span=place,
        fault="; ".join(faults),
    )


def _unknown(name: str, checks: Collection[str]) -> str:
    near = get_close_matches(name.upper(), sorted(checks), n=1)
    return f"there is no check {name!r}" + (f"; did you mean {near[0]}?" if near else "")
