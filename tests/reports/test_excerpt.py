"""The caret stands under the column, whatever stands before it."""

from __future__ import annotations

import pytest

from fwlint.model.source import Span
from fwlint.reports.excerpt import excerpt
from fwlint.reports.sources import Sources


def shown(line: str, column: int) -> tuple[str, str] | None:
    sources = Sources(read=lambda _: b"x", split=lambda _: (line,))
    return excerpt(Span("a.cfg", 1, column), sources)


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("permit ip any any", 11, ("permit ip any any", "          ^")),
        (" permit ip any any", 2, ("permit ip any any", "^")),
        (" permit ip any any", 1, ("permit ip any any", "^")),
        ("permit\tip any", 8, ("permit\\tip any", "        ^")),
        ("name 東京 permit", 9, ("name 東京 permit", "          ^")),
        ("permit", 7, ("permit", "      ^")),
    ],
)
def test_the_caret_points_at_the_column(line: str, column: int, expected: tuple[str, str]) -> None:
    assert shown(line, column) == expected


def test_of_a_long_line_the_part_around_the_column_is_shown() -> None:
    halves = shown("a" * 300 + "B" + "c" * 300, 301)

    assert halves
    line, caret = halves
    assert len(line) == 120
    assert line[0] == line[-1] == "…"
    assert line[len(caret) - 1] == "B"


def test_a_place_without_a_line_shows_none() -> None:
    sources = Sources(read=lambda _: b"x", split=lambda _: ("permit",))

    assert excerpt(Span("a.cfg"), sources) is None
    assert excerpt(Span("a.cfg", 2), sources) is None
    assert excerpt(Span("a.wfw", entry="Inbound/RDP"), sources) is None


def test_a_file_that_is_gone_shows_none() -> None:
    sources = Sources(read=lambda _: None, split=lambda _: ("permit",))

    assert excerpt(Span("a.cfg", 1), sources) is None


def test_a_secret_is_hidden_on_both_sides_of_the_caret() -> None:
    sources = Sources(
        read=lambda _: b"x",
        split=lambda _: ("key hunter2 end",),
        told=lambda text: text.replace("hunter2", "(hidden)"),
    )

    assert excerpt(Span("a", 1, 5), sources) == ("key (hidden) end", "    ^")
    assert excerpt(Span("a", 1, 8), sources) == ("key (hidden) end", "^")
