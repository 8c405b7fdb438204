"""The bar is for people who wait at a terminal."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest

from fwlint.cli import progress


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    terminal = Screen()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=terminal))
    return terminal


def test_what_is_quick_shows_no_bar(screen: Screen) -> None:
    assert list(progress.shown("abc")) == ["a", "b", "c"]
    assert screen.getvalue() == ""


def test_what_takes_long_shows_how_much_is_done(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", -1.0)

    assert list(progress.shown("abcd")) == ["a", "b", "c", "d"]
    assert "linting" in screen.getvalue()
    assert "4/4" in screen.getvalue()


def test_a_pipe_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=pipe))
    monkeypatch.setattr(progress, "_PATIENCE", -1.0)

    assert list(progress.shown("abcd")) == ["a", "b", "c", "d"]
    assert pipe.getvalue() == ""
