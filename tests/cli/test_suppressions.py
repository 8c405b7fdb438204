"""Suppressions on the command line: what is listed, what it does, and what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import RULES, Run

OPEN = RULES.replace(":INPUT DROP", ":INPUT ACCEPT")
REASON = 'reason = "bench host"\n'
LISTED = '[[suppress]]\ncheck = "FW102"\nfile = "open.rules"\n' + REASON

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(autouse=True)
def _export(tmp_path: Path) -> None:
    (tmp_path / "open.rules").write_text(OPEN)


def test_what_is_listed_does_not_count_and_is_counted(run: Run, tmp_path: Path) -> None:
    assert run("check", "open.rules").exit_code == 1
    (tmp_path / "fwlint.toml").write_text(LISTED)
    result = run("check", "open.rules")
    assert result.exit_code == 0
    assert "FW102" not in result.output
    assert "no findings in 1 file; 1 suppressed" in result.output


def test_a_comment_does_the_same_unless_comments_have_no_say(run: Run, tmp_path: Path) -> None:
    comment = "# fwlint: ignore[FW102] -- bench host\n:INPUT ACCEPT"
    (tmp_path / "open.rules").write_text(OPEN.replace(":INPUT ACCEPT", comment))
    assert run("check", "open.rules").exit_code == 0
    assert run("check", "open.rules", "--no-inline-ignores").exit_code == 1


def test_the_list_may_be_a_file_of_its_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "accepted").mkdir()
    (tmp_path / "accepted" / "list.toml").write_text(LISTED)
    (tmp_path / "fwlint.toml").write_text('suppressions = ["accepted/list.toml"]\n')
    assert run("check", "open.rules").exit_code == 0


def test_an_archive_keeps_what_is_suppressed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "fwlint.toml").write_text(LISTED)
    sarif = ("check", "open.rules", "--format", "sarif")
    assert json.loads(run(*sarif).output)["runs"][0].get("results", []) == []
    log = json.loads(run(*sarif, "--sarif-for", "archive").output)
    (result,) = log["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "external", "justification": "bench host"}]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (LISTED.replace(REASON, ""), "FW901 suppression-without-reason"),
        (LISTED + "until = 2020-01-31\n", "FW902 suppression-expired"),
        (LISTED.replace("FW102", "FW104"), "FW903 suppression-unused"),
        (LISTED + 'rule = "another"\n', "FW903 suppression-unused"),
        (LISTED + "line = 3\n", "FW903 suppression-unused"),
        (LISTED + 'requirement = "configmgr/x/y"\n', "FW903 suppression-unused"),
        (LISTED.replace("open.rules", "gone.rules"), "FW903 suppression-unused"),
    ],
)
def test_what_is_wrong_with_one_is_a_finding_where_it_stands(
    run: Run, tmp_path: Path, text: str, complaint: str
) -> None:
    (tmp_path / "fwlint.toml").write_text(f"\n{text}")
    result = run("check", "open.rules")
    assert result.exit_code == 1
    assert f"2:1  warning: {complaint}" in result.output


def test_a_rule_is_found_by_its_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sql.txt").write_text((EXAMPLES / "sql01.netsh.txt").read_text())
    check = ("check", "sql.txt", "--select", "FW109")
    assert "accepts SQL Browser" in run(*check).output
    listed = '[[suppress]]\ncheck = "FW109"\nfile = "*.txt"\nrule = "{}"\nreason = "old"\n'
    (tmp_path / "fwlint.toml").write_text(listed.format("Another"))
    assert "accepts SQL Browser" in run(*check).output
    (tmp_path / "fwlint.toml").write_text(listed.format("SQL Browser"))
    assert "no findings in 1 file; 1 suppressed" in run(*check).output


def test_one_for_files_that_were_not_linted_is_not_called_unused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "fwlint.toml").write_text(LISTED.replace("open.rules", "*.rules"))
    assert run("check", "clean.rules").exit_code == 0
    assert run("check", "clean.rules", "open.rules").exit_code == 0
    (tmp_path / "open.rules").write_text(RULES)
    assert "FW903" in run("check", "clean.rules", "open.rules").output


def test_one_for_a_check_that_did_not_run_is_not_called_unused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "fwlint.toml").write_text(LISTED)
    assert run("check", "open.rules", "--select", "FW104,FW9").exit_code == 0


def test_the_checks_on_suppressions_can_be_left_out_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "fwlint.toml").write_text('ignore = ["FW9"]\n' + LISTED.replace(REASON, ""))
    assert run("check", "open.rules").exit_code == 0


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("fwlint.toml", LISTED.replace("FW102", "FW1020"), "unknown check 'FW1020'; did you mean"),
        (
            "fwlint.toml",
            LISTED + "untill = 2027-01-31\n",
            "suppress.0.untill: fwlint knows",
        ),
        ("fwlint.toml", LISTED + 'until = "soon"\n', "suppress.0.until: "),
        (
            "fwlint.toml",
            'suppressions = ["gone.toml"]\n',
            "gone.toml: cannot be read: No such",
        ),
        ("list.toml", "[[suppress]\n", "list.toml: is not valid TOML"),
        ("list.toml", '[[suppress]]\ncheck = "FW102"\n', "list.toml:1: suppress.0.file: this key"),
    ],
)
def test_a_broken_list_is_named_and_never_ignored(
    run: Run, tmp_path: Path, name: str, text: str, complaint: str
) -> None:
    (tmp_path / "fwlint.toml").write_text('suppressions = ["list.toml"]\n')
    (tmp_path / name).write_text(text)
    result = run("check", "open.rules")
    assert result.exit_code == 2
    assert complaint in result.output
