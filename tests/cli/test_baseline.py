"""`fwlint baseline` and `check --baseline`: what is old is silent, and nothing new is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import RULES, Run

OPEN = RULES.replace(":INPUT DROP", ":INPUT ACCEPT")
RDP = "-A INPUT -p tcp --dport 3389 -j ACCEPT\n"
TWICE = RULES.replace("COMMIT", f"{RDP}{RDP}COMMIT")


@pytest.fixture
def old(run: Run, tmp_path: Path) -> Run:
    """Return a runner in a folder that has a finding, and a baseline that knows it."""
    (tmp_path / "open.rules").write_text(OPEN)
    result = run("baseline", "open.rules")
    assert result.exit_code == 0
    assert result.output == "fwlint-baseline.json: 1 finding\n"
    return run


CHECK = ("check", "--baseline", "fwlint-baseline.json")


def test_what_the_baseline_knows_does_not_count(old: Run) -> None:
    result = old(*CHECK, "open.rules")
    assert result.exit_code == 0
    assert "FW102" not in result.output
    assert "no findings in 1 file; 1 known from the baseline" in result.output


def test_a_new_finding_is_reported_alone(old: Run, tmp_path: Path) -> None:
    (tmp_path / "open.rules").write_text(OPEN.replace("-A INPUT -m", f"{RDP}{RDP}-A INPUT -m", 1))
    result = old(*CHECK, "open.rules", "--select", "FW102,FW105", "--fail-on", "note")
    assert result.exit_code == 1
    assert "FW105" in result.output
    assert "FW102" not in result.output


def test_one_more_of_the_same_kind_is_new(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.rules").write_text(TWICE)
    assert run("baseline", "a.rules", "--select", "FW105").exit_code == 0
    (tmp_path / "a.rules").write_text(TWICE.replace("COMMIT", f"{RDP}COMMIT"))
    result = run(*CHECK, "a.rules", "--select", "FW105", "--fail-on", "note")
    assert "1 note in 1 file; 1 known from the baseline" in result.output


def test_what_is_gone_is_said(old: Run, tmp_path: Path) -> None:
    (tmp_path / "open.rules").write_text(RULES)
    result = old(*CHECK, "open.rules")
    assert result.exit_code == 0
    assert "note: gone from the baseline" in result.output
    assert "open.rules: FW102 filter/INPUT accepts" in result.output


def test_of_files_that_were_not_linted_nothing_is_said(old: Run) -> None:
    assert "gone" not in old(*CHECK, "clean.rules").output


def test_a_file_that_is_no_more_takes_its_entries_along(old: Run, tmp_path: Path) -> None:
    (tmp_path / "open.rules").unlink()
    assert "open.rules: FW102" in old(*CHECK, "clean.rules").output


def test_names_of_files_start_from_the_folder_of_the_baseline(
    old: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path.parent)
    folder = tmp_path.name
    path = f"{folder}/fwlint-baseline.json"
    assert old("check", f"{folder}/open.rules", "--baseline", path).exit_code == 0


def test_one_that_is_there_is_not_overwritten(old: Run) -> None:
    result = old("baseline", "open.rules")
    assert result.exit_code == 2
    assert "fwlint-baseline.json exists; --update changes it" in result.output


def test_an_update_removes_what_is_gone_and_leaves_what_is_new_out(
    old: Run, tmp_path: Path
) -> None:
    new = TWICE.replace(RDP, "-A INPUT -p tcp --dport 22 -j ACCEPT\n", 1)
    (tmp_path / "open.rules").write_text(new)
    result = old("baseline", "open.rules", "--update", "--select", "FW102,FW109")
    assert result.exit_code == 1
    assert "- open.rules: FW102 filter/INPUT accepts" in result.output
    assert "+ open.rules: FW109 filter/INPUT accepts RDP" in result.output
    assert "1 new, marked with +, not added; --accept-new adds them" in result.output
    assert json.loads((tmp_path / "fwlint-baseline.json").read_text())["files"] == {}


def test_an_update_adds_what_is_new_when_it_is_told_to(old: Run, tmp_path: Path) -> None:
    (tmp_path / "open.rules").write_text(OPEN.replace("COMMIT", f"{RDP}{RDP}COMMIT"))
    update = ("baseline", "open.rules", "--update", "--accept-new")
    result = old(*update)
    assert result.exit_code == 0
    assert "+ open.rules: FW105" in result.output
    assert old(*CHECK, "open.rules", "--fail-on", "note").exit_code == 0
    assert old(*update).output == result.output.splitlines()[-1] + "\n"


def test_an_update_keeps_what_it_knows_of_other_files(old: Run) -> None:
    assert old("baseline", "clean.rules", "--update").exit_code == 0
    assert old(*CHECK, "open.rules").exit_code == 0


def test_it_lies_beside_the_configuration(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fwlint.toml").write_text('[[host]]\nfiles = ["*.rules"]\n')
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    assert run("baseline").exit_code == 0
    assert (tmp_path / "fwlint-baseline.json").exists()


def test_what_is_suppressed_is_not_recorded(run: Run, tmp_path: Path) -> None:
    comment = "# fwlint: ignore[FW102] -- bench host\n:INPUT ACCEPT"
    (tmp_path / "open.rules").write_text(OPEN.replace(":INPUT ACCEPT", comment))
    assert "0 findings" in run("baseline", "open.rules").output


def test_suppressions_that_are_not_in_order_are_not_recorded(run: Run, tmp_path: Path) -> None:
    comment = "# fwlint: ignore[FW104] -- nothing here\n:INPUT ACCEPT"
    (tmp_path / "open.rules").write_text(OPEN.replace(":INPUT ACCEPT", comment))
    assert run("baseline", "open.rules").output == "fwlint-baseline.json: 1 finding\n"
    result = run(*CHECK, "open.rules")
    assert result.exit_code == 1
    assert "FW903" in result.output


def test_secrets_in_a_claim_do_not_get_into_the_file(run: Run, tmp_path: Path) -> None:
    text = "ip access-list extended password=Geheim1\n permit ip any any\n"
    (tmp_path / "edge.cfg").write_text(
        "interface Gi0/0\n ip access-group password=Geheim1 in\n" + text
    )
    assert run("baseline", "edge.cfg").exit_code == 0
    recorded = (tmp_path / "fwlint-baseline.json").read_text()
    assert "FW101" in recorded
    assert "Geheim1" not in recorded


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (("baseline", "clean.rules", "--update"), "does not exist; without --update"),
        (("baseline", "clean.rules", "--accept-new"), "--accept-new goes with --update alone"),
        (("baseline", "clean.rules", "--output", "no/such"), "no/such cannot be written"),
        (("baseline", "clean.rules", "--role", "x/y"), "unknown role 'x/y'"),
        (("check", "clean.rules", "--baseline", "gone.json"), "'gone.json' does not exist"),
        (("check", "clean.rules", "--baseline", "clean.rules"), "clean.rules: is no baseline"),
    ],
)
def test_wrong_usage_is_answered(run: Run, arguments: tuple[str, ...], answer: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert answer in result.output


def test_what_cannot_be_understood_is_named_and_the_rest_recorded(run: Run, tmp_path: Path) -> None:
    (tmp_path / "open.rules").write_text(OPEN.replace("--dport 135 -j", "--dport"))
    result = run("baseline", "open.rules", "gone.rules")
    assert result.exit_code == 3
    assert "error: gone.rules: does not exist" in result.output
    assert "FW102" in (tmp_path / "fwlint-baseline.json").read_text()
