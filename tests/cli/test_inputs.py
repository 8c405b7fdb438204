"""What a PATH may be: a file, a glob, a folder with exports somewhere in it, standard input."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import RULES, Run

OPEN = RULES.replace(":INPUT DROP", ":INPUT ACCEPT")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two exports, one of them further down, and with other things."""
    folder = tmp_path / "site"
    (folder / "branch" / "cache").mkdir(parents=True)
    (folder / ".git").mkdir()
    for place in ("a.rules", "branch/b.rules", "branch/cache/c.rules", ".git/d.rules", "notes.md"):
        (folder / place).write_text(OPEN)
    (folder / "minutes.txt").write_text("We met on Monday.\n")
    (folder / "branch" / ".gitignore").write_text("cache/\n")
    return folder


def linted(run: Run, *arguments: str) -> list[str]:
    result = run("check", *arguments, "--format", "json")
    return [file["path"] for file in json.loads(result.stdout)["files"]]


def test_a_folder_stands_for_the_exports_in_it_and_below(run: Run, folder: Path) -> None:
    assert linted(run, "site") == ["site/a.rules", "site/branch/b.rules"]
    assert folder.is_dir()


@pytest.mark.usefixtures("folder")
def test_what_is_no_export_is_passed_over_and_counted(run: Run) -> None:
    result = run("check", "site")

    assert result.exit_code == 1
    assert "note: 1 file passed over, which no dialect of fwlint's claims" in result.stderr


def test_a_folder_without_any_export_is_no_clean_bill(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run("check", "empty").exit_code == 2
    (tmp_path / "empty" / "minutes.txt").write_text("We met on Monday.\n")

    result = run("check", "empty")

    assert result.exit_code == 2
    assert "nothing to lint: 1 file looked at, and none is an export" in result.stderr


def test_patterns_above_the_folder_hold_in_their_repository(run: Run, folder: Path) -> None:
    (folder / ".gitignore").write_text("*.rules\n!/a.rules\n")
    (folder / "branch" / ".gitignore").write_text("!b.rules\n")

    assert linted(run, "site/branch") == ["site/branch/b.rules"]
    assert linted(run, "site") == ["site/a.rules", "site/branch/b.rules"]


def test_a_link_out_of_a_folder_is_not_followed(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(OPEN)
    (folder / "link.rules").symlink_to(tmp_path / "secret")
    (folder / "all").symlink_to(tmp_path)

    assert linted(run, "site") == ["site/a.rules", "site/branch/b.rules"]


def test_a_configuration_is_led_out_of_its_folder_by_no_link(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_text("root:hash:19000\n")
    (folder / "link.rules").symlink_to(tmp_path / "secret")
    (folder / "fwlint.toml").write_text('[[host]]\nfiles = ["*.rules"]\n')
    monkeypatch.chdir(folder)

    result = run("check")

    assert result.exit_code == 3
    assert "is a link that leads out of ., and is not followed" in result.output
    assert "19000" not in result.output


def test_a_link_to_companions_elsewhere_is_not_followed_either(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_text("root:hash:19000\n")
    (folder / "sets").symlink_to(tmp_path / "secret")
    (folder / "rules.v4").write_text(RULES)
    (folder / "rules.v6").symlink_to(tmp_path / "secret")
    (folder / "fwlint.toml").write_text('[[host]]\nfiles = ["a.rules"]\nwith = ["sets"]\n')
    monkeypatch.chdir(folder)

    named, beside = run("check"), run("check", "rules.v4")

    assert "sets, which belongs to this export, is a link that leads out of" in named.output
    assert "19000" not in named.output + beside.output


def test_a_glob_that_the_shell_has_left_is_followed(run: Run, folder: Path) -> None:
    assert linted(run, "site/**/*.rules") == [
        "site/a.rules",
        "site/branch/b.rules",
        "site/branch/cache/c.rules",
    ]
    (folder / "[x].rules").write_text(OPEN)
    assert linted(run, "site/[x].rules") == ["site/[x].rules"]


def test_a_glob_without_a_file_is_said(run: Run) -> None:
    result = run("check", "*.cfg")

    assert result.exit_code == 2
    assert "no file has a name like *.cfg" in result.stderr


def test_a_file_that_is_named_twice_is_linted_once(run: Run) -> None:
    assert linted(run, "clean.rules", "clean.*", ".") == ["clean.rules"]


@pytest.mark.parametrize("arguments", [("--stdin",), ("-",), ("-", "--stdin")])
def test_standard_input_is_linted(run: Run, arguments: tuple[str, ...]) -> None:
    result = run("check", *arguments, "--stdin-filename", "dp01.rules", stdin=OPEN.encode())

    assert result.exit_code == 1
    assert result.output.startswith("dp01.rules  (iptables, 4 rules)")


def test_the_name_of_standard_input_needs_it(run: Run) -> None:
    result = run("check", "clean.rules", "--stdin-filename", "dp01.rules")

    assert result.exit_code == 2
    assert "--stdin-filename goes with --stdin" in result.stderr


def test_a_dialect_that_is_given_is_looked_for_in_a_folder(run: Run, folder: Path) -> None:
    (folder / "edge.cfg").write_text("ip access-list extended A\n permit ip any any\n")

    assert linted(run, "site", "--dialect", "cisco-ios") == ["site/edge.cfg"]


def test_a_folder_that_cannot_be_read_is_told_and_the_others_are_linted(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = os.scandir

    def refuse(path: str | os.PathLike[str]) -> object:
        if Path(path).name == "branch":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    result = run("check", str(folder.name))

    assert result.exit_code == 3
    assert (
        "site/branch\n\n  error: unreadable\n    cannot be read: Permission denied" in result.output
    )
    assert "site/a.rules" in result.output


def test_names_that_are_no_text_are_linted_too(run: Run, folder: Path) -> None:
    (folder / "a\nb.rules").write_text(OPEN)
    odd = os.fsencode(str(folder)) + b"/\xff.rules"
    with open(odd, "wb") as file:  # noqa: PTH123  # a Path has no bytes
        file.write(OPEN.encode())

    result = run("check", "site", "--quiet")

    assert "site/a\\nb.rules:2:1: warning: FW102" in result.output
    assert "site/\\udcff.rules:2:1: warning: FW102" in result.output
