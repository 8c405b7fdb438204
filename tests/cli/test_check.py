"""`fwlint check`: exit codes, inputs, outputs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import RULES, Run

PXE = "configmgr/pxe-distribution-point"
OPEN = RULES.replace(":INPUT DROP", ":INPUT ACCEPT")


def test_a_clean_export_passes(run: Run) -> None:
    result = run("check", "clean.rules", "--role", PXE)
    assert result.exit_code == 0
    assert "no findings" in result.output


def test_findings_make_the_exit_code_1(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gap.rules").write_text(RULES.replace(",4011", ""))
    result = run("check", "gap.rules", "--role", PXE)
    assert result.exit_code == 1
    assert "FW201" in result.output
    assert "inbound UDP 4011 (BINL) is closed" in result.output


def test_fail_on_says_which_findings_count(run: Run, tmp_path: Path) -> None:
    (tmp_path / "open.rules").write_text(OPEN)
    assert run("check", "open.rules").exit_code == 1
    assert run("check", "open.rules", "--fail-on", "error").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (("check", "clean.rules", "--format", "xml"), "'text', 'sarif', 'json'"),
        (("check", "clean.rules", "--dialect", "iptbales"), "choose from cisco-asa"),
        (("check", "clean.rules", "--fail-on", "fatal"), "'note', 'warning', 'error'"),
        (("check", "clean.rules", "--role", "configmgr/pxe-dp"), "did you mean configmgr/"),
        (("check", "clean.rules", "--role", "pxe"), "unknown role 'pxe'; `fwlint rulesets` lists"),
        (("check", "clean.rules", "--select", "X"), "unknown check 'X'; `fwlint explain` lists"),
        (("check", "clean.rules", "--jobs", "two"), "not a valid number of processes, from 1 on"),
        (("check", "clean.rules", "--cache-dir", "clean.rules"), "'clean.rules' is a file"),
        (("chekc", "clean.rules"), "there is no command 'chekc'; choose from check, baseline"),
        (("check", "clean.rules", "--ruleset", "cisco"), "there is no ruleset 'cisco'; choose"),
        (("check",), "nothing to lint: name files"),
        (("check", "--config", "gone.toml"), "'gone.toml' does not exist"),
        (("check", "clean.rules", "--output", "no/such/folder"), "cannot be written"),
    ],
)
def test_wrong_usage_is_answered_with_what_is_allowed(
    run: Run, arguments: tuple[str, ...], answer: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert answer in result.output


def test_standard_input_is_spoken_of_by_the_name_it_is_given(run: Run) -> None:
    result = run("check", "-", "--stdin-filename", "dp01.rules", stdin=OPEN.encode())
    assert result.exit_code == 1
    assert result.output.startswith("dp01.rules  (iptables, 4 rules)")


def test_the_configuration_names_the_files(run: Run, tmp_path: Path) -> None:
    (tmp_path / "fwlint.toml").write_text(
        f'[[host]]\nfiles = ["*.rules", "gone.txt"]\nroles = ["{PXE}"]\n'
    )
    result = run("check")
    assert result.exit_code == 3
    assert "does not exist" in result.output
    assert "2 files" in result.output


def test_a_role_of_the_configuration_is_proven_for_its_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gap.rules").write_text(RULES.replace(",4011", ""))
    (tmp_path / "fwlint.toml").write_text(f'[[host]]\nfiles = ["gap*"]\nroles = ["{PXE}"]\n')
    assert run("check", "gap.rules").exit_code == 1
    assert run("check", "clean.rules").exit_code == 0


def test_a_broken_configuration_is_named_and_the_files_are_still_linted(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "open.rules").write_text(OPEN)
    (tmp_path / "fwlint.toml").write_text('[[host]]\nfile = ["x"]\n')
    result = run("check", "open.rules")
    assert result.exit_code == 2
    assert "fwlint.toml:2: host.0.file: fwlint knows no such key" in result.output
    assert "FW102" in result.output


def test_a_ruleset_of_ones_own_is_proven(run: Run, tmp_path: Path) -> None:
    (tmp_path / "office.yaml").write_text(
        "ruleset: office\ntitle: The office\n"
        "documents: {policy: {title: Policy, date: 2026-01-01, revision: r1}}\n"
        "parameters: {client-ports: {default: [1024-65535], about: clients}}\n"
        "roles: {desk: Desk, web: Web server}\n"
        "flows: {desk-to-web: {from: desk, to: web, document: policy, section: Web, services: "
        "{https: {name: HTTPS, protocol: tcp, ports: [8443], line: 3}}}}\n"
    )
    result = run("check", "clean.rules", "--ruleset", "office.yaml", "--role", "office/web")
    assert result.exit_code == 1
    assert "Web server: inbound TCP 8443 (HTTPS) is closed" in result.output
    assert "Policy, “Web”, line 3" in result.output


@pytest.mark.parametrize("format_name", ["json", "sarif"])
def test_the_machine_formats_are_json_and_can_go_to_a_file(
    run: Run, tmp_path: Path, format_name: str
) -> None:
    result = run("check", "clean.rules", "--format", format_name, "--output", "report")
    assert result.exit_code == 0
    assert result.output == ""
    assert json.loads((tmp_path / "report").read_text(encoding="utf-8"))["version"]


def test_the_report_is_the_same_every_time(run: Run, tmp_path: Path) -> None:
    (tmp_path / "open.rules").write_text(OPEN)
    reports = {run("check", "open.rules", "--role", PXE, "--format", "json").output for _ in "ab"}
    assert len(reports) == 1


def test_a_pipe_gets_no_colour(run: Run, tmp_path: Path) -> None:
    (tmp_path / "open.rules").write_text(OPEN)
    assert "\x1b" not in run("check", "open.rules").output


def test_checks_are_chosen_on_the_command_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "open.rules").write_text(OPEN)
    assert run("check", "open.rules", "--select", "FW2, FW104").exit_code == 0
    assert run("check", "open.rules", "--select", "FW104", "--select", "FW102").exit_code == 1
    assert run("check", "open.rules", "--ignore", "FW102").exit_code == 0


def test_an_unknown_check_is_answered_with_the_nearest(run: Run) -> None:
    result = run("check", "clean.rules", "--ignore", "FW1044")
    assert result.exit_code == 2
    assert "command line: unknown check 'FW1044'; did you mean FW" in result.output


def test_the_configuration_says_what_fails_unless_the_command_line_does(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "open.rules").write_text(OPEN)
    (tmp_path / "fwlint.toml").write_text('fail-on = "error"\n')
    assert run("check", "open.rules").exit_code == 0
    assert run("check", "open.rules", "--fail-on", "warning").exit_code == 1


def test_each_file_goes_by_the_configuration_that_is_nearest(run: Run, tmp_path: Path) -> None:
    (tmp_path / "lab").mkdir()
    (tmp_path / "lab" / "fwlint.toml").write_text('ignore = ["FW102"]\n')
    for name in ("open.rules", "lab/open.rules"):
        (tmp_path / name).write_text(OPEN)
    result = run("check", "open.rules", "lab/open.rules")
    assert result.output.count("FW102") == 1
    assert "1 warning in 2 files" in result.output


def test_a_run_without_a_configuration_does_without_pydantic(run: Run, tmp_path: Path) -> None:
    program = (
        "import sys; from fwlint.cli.main import main\n"
        "try: main(['check', 'clean.rules'])\n"
        "except SystemExit: sys.exit('pydantic' in sys.modules)"
    )
    assert run("check", "clean.rules").exit_code == 0
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=False)
    assert done.returncode == 0
