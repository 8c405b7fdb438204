"""Which checks run where, and at which level."""

from __future__ import annotations

from pathlib import Path

import pytest

from fwlint.config.load import load_config
from fwlint.config.selection import Choice
from fwlint.inputs import Input
from fwlint.lint import lint
from fwlint.model.finding import Level

EXPORT = b"""\
*filter
:INPUT ACCEPT [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -p tcp --dport 443 -j ACCEPT
-A INPUT -p tcp --dport 443 -j ACCEPT
COMMIT
"""
"""It raises FW102, a warning, and FW105, a note."""


def found(folder: Path, toml: str, name: str = "a.rules", asked: Choice | None = None) -> set[str]:
    (folder / "fwlint.toml").write_text(toml)
    config, problems = load_config(folder / "fwlint.toml", asked=asked or Choice())
    assert problems == []
    (file,) = lint([Input(str(folder / name), EXPORT)], config).files
    return {f"{one.check} {one.level}" for one in file.findings}


def test_all_checks_run_where_nothing_is_said(tmp_path: Path) -> None:
    assert found(tmp_path, "") == {"FW102 warning", "FW105 note"}


@pytest.mark.parametrize(
    ("toml", "checks"),
    [
        ('select = ["FW102"]', {"FW102 warning"}),
        ('select = ["FW2"]', set()),
        ('ignore = ["FW10"]', set()),
        ('ignore = ["FW105"]', {"FW102 warning"}),
        ('select = ["FW105"]\nignore = ["FW1"]', {"FW105 note"}),
        ('select = ["FW1"]\nignore = ["FW105"]', {"FW102 warning"}),
        ('select = ["FW105"]\nignore = ["FW105"]', set()),
    ],
)
def test_checks_are_selected_and_ignored_by_the_longer_beginning(
    tmp_path: Path, toml: str, checks: set[str]
) -> None:
    assert found(tmp_path, toml) == checks


def test_a_level_can_be_raised_lowered_and_turned_off(tmp_path: Path) -> None:
    toml = '[levels]\nFW102 = "error"\nFW105 = "off"\n'
    assert found(tmp_path, toml) == {"FW102 error"}
    assert found(tmp_path, '[levels]\nFW1 = "note"\n') == {"FW102 note", "FW105 note"}


def test_the_level_of_a_check_stands_above_that_of_its_group(tmp_path: Path) -> None:
    toml = '[levels]\nFW1 = "off"\nFW102 = "error"\n'
    assert found(tmp_path, toml) == {"FW102 error"}


def test_what_a_check_holds_for_a_smaller_matter_stays_one(tmp_path: Path) -> None:
    maybe = EXPORT.replace(b"ACCEPT [0:0]\n:F", b"DROP [0:0]\n:F").replace(
        b"443 -j", b"3389 -m limit --limit 5/min -j"
    )
    (tmp_path / "fwlint.toml").write_text('select = ["FW109"]\n[levels]\nFW109 = "error"\n')
    config, _ = load_config(tmp_path / "fwlint.toml")
    (file,) = lint([Input(str(tmp_path / "a.rules"), maybe)], config).files
    assert {one.level for one in file.findings} == {Level.NOTE}


def test_a_path_has_choices_and_levels_of_its_own(tmp_path: Path) -> None:
    toml = """
        ignore = ["FW105"]
        [[per-path]]
        files = ["lab/*"]
        ignore = ["FW102"]
        [[per-path]]
        files = ["dmz/*"]
        levels = { FW102 = "error" }
    """
    assert found(tmp_path, toml, "hosts/a.rules") == {"FW102 warning"}
    assert found(tmp_path, toml, "lab/a.rules") == set()
    assert found(tmp_path, toml, "dmz/a.rules") == {"FW102 error"}


def test_the_command_line_stands_above_the_file(tmp_path: Path) -> None:
    toml = 'ignore = ["FW102"]\n[levels]\nFW105 = "off"\n'
    assert found(tmp_path, toml, asked=Choice(select=("FW102",))) == {"FW102 warning"}
    assert found(tmp_path, toml, asked=Choice(select=("FW105",))) == {"FW105 note"}
    assert found(tmp_path, "", asked=Choice(ignore=("FW102",))) == {"FW105 note"}


@pytest.mark.parametrize(
    ("toml", "complaint"),
    [
        ('select = ["FW999"]', "fwlint.toml:1: unknown check 'FW999'"),
        ('ignore = ["fw102"]', "fwlint.toml:1: unknown check 'fw102'"),
        ('ignore = [""]', "fwlint.toml:1: unknown check ''"),
        ('\n[levels]\nFW102x = "off"', "fwlint.toml:3: unknown check 'FW102x'; did you mean FW"),
        ('[levels]\nFW102 = "loud"', "fwlint.toml:2: levels.FW102: Input should be 'off', 'note'"),
        ('fail-on = "never"', "fwlint.toml:1: fail-on: Input should be 'note', 'warning' or"),
        ('[[per-path]]\nignore = ["FW1"]', "fwlint.toml:1: per-path.0.files: this key is needed"),
        (
            '[[per-path]]\nfiles = ["*"]\nignore = ["FW8"]',
            "fwlint.toml:3: unknown check 'FW8'",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, toml: str, complaint: str) -> None:
    (tmp_path / "fwlint.toml").write_text(toml)
    _, problems = load_config(tmp_path / "fwlint.toml")
    said = [problem.removeprefix(f"{tmp_path}/") for problem in problems]
    assert any(one.startswith(complaint) for one in said), said
