"""How commands select the rules that they speak of: by name, and by what the rules say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import translate
from typing import Any

from fwlint.dialects.windows.match import Addresses
from fwlint.dialects.windows.script.reading import Said
from fwlint.dialects.windows.script.rules import Entry, Selection, Test
from fwlint.model.bitset import BitSet


def named(
    words: str, name: Said | None, tests: tuple[Test, ...] = (), *, certain: bool = True
) -> Selection:
    """Return the rules of a name, which may be `all`, that pass `tests`."""
    if name is None or name.text.lower() == "all":
        return Selection(words, None, tests, certain)
    if name.unknown:
        return Selection(words, None, (*tests, spelled_like(name.text)), certain)
    return Selection(words, (name.text.lower(),), tests, certain)


def spelled_like(text: str) -> Test:
    """Return the test for a name that is only known at a run: one spelled alike may be the same."""

    def test(entry: Entry) -> bool | None:
        return True if entry.rule.name == text else None

    return test


def same(field: str, value: Any, *, certain: bool = True) -> Test:
    """Return the test for rules of which a field has a value, which itself may not be certain."""

    def test(entry: Entry) -> bool | None:
        if not certain or field in entry.doubtful:
            return None
        return _same(getattr(entry.rule, field), value)

    return test


def one_of(attribute: str, patterns: Iterable[str]) -> Test:
    """Return the test for rules whose `name`, `group` or `id` matches a pattern with wildcards."""
    matches = [re.compile(translate(pattern.lower())).match for pattern in patterns]

    def test(entry: Entry) -> bool | None:
        if attribute in entry.doubtful:
            return None
        found = entry.id if attribute == "id" else getattr(entry.rule, attribute)
        return any(match(found.lower()) for match in matches)

    return test


def undecided(_: Entry) -> bool | None:
    """Tell of no rule whether it is spoken of."""
    return None


def _same(mine: Any, value: Any) -> bool | None:
    if isinstance(mine, str):
        return mine.lower() == str(value).lower()
    if isinstance(mine, BitSet) and mine != value:
        return None if mine & value else False
    if isinstance(mine, Addresses):
        return _covers(mine, value) and _covers(value, mine)
    return bool(mine == value)


def _covers(one: Addresses, other: Addresses) -> bool:
    same_words = set(one.keywords) >= set(other.keywords)
    return same_words and one.v4.covers(other.v4) and one.v6.covers(other.v6)
