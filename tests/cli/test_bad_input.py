"""Bad input: one clear line with the place, the right exit code, and the others still linted."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fwlint.dialects import reading
from tests.cli.conftest import RULES, Run


def assert_refused(run: Run, name: str, *words: str) -> None:
    """Check `name` beside a clean export: the complaint is made, and the other one is linted."""
    result = run("check", name, "clean.rules")
    assert result.exit_code == 3, result.output
    assert name in result.output
    for word in words:
        assert word in result.output
    assert "in 2 files" in result.output
    assert "Traceback" not in result.output


def test_an_empty_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    assert_refused(run, "empty", "is empty")


def test_a_binary_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(bytes(range(256)) * 8)
    assert_refused(run, "binary", "is a binary file", "export the rules as text")


def test_a_missing_file(run: Run) -> None:
    assert_refused(run, "gone.rules", "does not exist")


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs Linux's /proc")
def test_an_unreadable_file(run: Run) -> None:
    assert_refused(run, "/proc/self/mem", "cannot be read: Input/output error")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(run: Run, tmp_path: Path) -> None:
    (tmp_path / "secret").touch(mode=0)
    assert_refused(run, "secret", "cannot be read: Permission denied")


def test_a_file_beyond_the_limit(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_MEBIBYTES", 1)
    (tmp_path / "huge").write_bytes(b"# comment\n" * 110_000)
    assert_refused(run, "huge", "is larger than 1 MiB")


def test_text_in_no_known_format(run: Run, tmp_path: Path) -> None:
    (tmp_path / "poem.txt").write_text("Shall I compare thee to a summer's day?\n")
    tried = "is in no format that fwlint knows; tried Cisco ASA (cisco-asa), Cisco IOS (cisco-ios)"
    assert_refused(run, "poem.txt", tried)


def test_a_truncated_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cut.rules").write_text(RULES[: RULES.index(",4011")])
    assert_refused(run, "cut.rules", "COMMIT", "6:")


def test_invalid_utf8_is_named_with_its_place_and_the_rest_is_linted(
    run: Run, tmp_path: Path
) -> None:
    text = RULES.replace(":INPUT DROP", ":INPUT ACCEPT").replace("COMMIT", "# caf\xe9\nCOMMIT")
    (tmp_path / "latin.rules").write_bytes(text.encode("latin-1"))
    assert_refused(run, "latin.rules", "9:6", "byte 0xE9 is not UTF-8 text", "FW102")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_unicode_in_any_form_is_read(run: Run, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "wide.rules").write_bytes(RULES.encode(encoding))
    assert run("check", "wide.rules").exit_code == 0


def test_carriage_returns_make_no_difference(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dos.rules").write_bytes(RULES.replace("\n", "\r\n").encode())
    assert run("check", "dos.rules").exit_code == 0


def test_a_line_that_is_not_understood_is_named_with_line_and_column(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "odd.rules").write_text(RULES.replace("4011 -j ACCEPT", "4011 -j"))
    assert_refused(run, "odd.rules", "6:68", "not understood", "-A INPUT -s 10.20")


def test_a_name_with_strange_characters_is_no_trouble(run: Run, tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9\x1b[31m.rules")
    (tmp_path / name).write_text(RULES.replace(":INPUT DROP", ":INPUT ACCEPT"))
    result = run("check", name)
    assert result.exit_code == 1
    assert "\x1b[31m" not in result.output


def test_parse_and_trace_say_why_an_input_cannot_be_read(run: Run) -> None:
    for verb in (("parse", "gone"), ("trace", "gone", "--packet", "tcp 1.1.1.1 > 2.2.2.2")):
        result = run(*verb)
        assert result.exit_code == 3
        assert "error: gone: does not exist" in result.output
