"""How the report of `fwlint check` looks, and where it goes: all of it, or nothing."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import RULES, Run

PXE = "configmgr/pxe-distribution-point"
OPEN = RULES.replace(":INPUT DROP", ":INPUT ACCEPT")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with an `open.rules` that has a finding, and an untouched environment."""
    (tmp_path / "open.rules").write_text(OPEN)
    for name in ("NO_COLOR", "FORCE_COLOR", "FWLINT_REDACT_SALT"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        (("--quiet", "--verbose"), "contradict each other"),
        (("--quiet", "--format", "json"), "--quiet goes with --format text alone"),
        (("--statistics", "--format", "sarif"), "--statistics goes with --format text alone"),
        (("--sarif-for", "archive"), "--sarif-for goes with --format sarif alone"),
        (("--sarif-for", "gitlab", "--format", "sarif"), "'github', 'archive'"),
        (("--color", "sometimes"), "'auto', 'always', 'never'"),
        (("--redact-salt", "x"), "--redact-salt goes with --redact alone"),
    ],
)
def test_options_that_could_have_no_effect_are_refused(
    run: Run, site: Path, options: tuple[str, ...], answer: str
) -> None:
    result = run("check", str(site / "open.rules"), *options)

    assert result.exit_code == 2
    assert answer in result.output


@pytest.mark.parametrize(
    ("environment", "options", "colored"),
    [
        ({}, (), False),
        ({"FORCE_COLOR": "1"}, (), True),
        ({"FORCE_COLOR": ""}, (), False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
        ({"FORCE_COLOR": "1"}, ("--color", "never"), False),
    ],
)
def test_colour_goes_by_the_option_and_then_by_the_environment(
    run: Run,
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    options: tuple[str, ...],
    colored: bool,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    output = run("check", str(site / "open.rules"), *options).output

    assert ("\x1b[" in output) is colored


def test_a_file_gets_no_colour_unless_it_is_asked_for(
    run: Run, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")

    run("check", "open.rules", "--output", "plain")
    run("check", "open.rules", "--output", "colored", "--color", "always")

    assert "\x1b[" not in (site / "plain").read_text("utf-8")
    assert "\x1b[" in (site / "colored").read_text("utf-8")


def test_the_line_of_a_finding_is_shown_even_of_standard_input(run: Run) -> None:
    result = run("check", "-", "--stdin-filename", "dp01.rules", stdin=OPEN.encode())

    assert "      2 | :INPUT ACCEPT [0:0]\n        | ^\n" in result.output


def test_a_redacted_report_hides_the_file_the_addresses_and_the_names(run: Run, site: Path) -> None:
    rules = OPEN.replace("INPUT -s 10.20", "INPUT -j acme-in\n-A acme-in -s 10.20").replace(
        "-A INPUT -m", ":acme-in - [0:0]\n-A INPUT -m", 1
    )
    (site / "sccm77.rules").write_text(rules)

    result = run("check", "sccm77.rules", "--redact", "--role", PXE, "--verbose")

    assert result.exit_code == 1
    assert "FW102" in result.output
    assert ":INPUT ACCEPT [0:0]" in result.output
    assert not [one for one in ("sccm77", "acme", "10.20.") if one in result.output]


@pytest.mark.usefixtures("site")
def test_pseudonyms_are_the_same_with_the_same_salt_and_only_then(run: Run) -> None:
    def output(*salt: str) -> str:
        return run("check", "open.rules", "--format", "json", "--redact", *salt).output

    assert output("--redact-salt", "a") == output("--redact-salt", "a")
    assert output("--redact-salt", "a") != output("--redact-salt", "b")
    assert output() != output()


def test_an_output_file_is_replaced_as_a_whole_and_keeps_its_mode(run: Run, site: Path) -> None:
    report = site / "report.json"
    report.write_text("old")
    report.chmod(0o640)

    run("check", "open.rules", "--format", "json", "--output", "report.json")

    assert json.loads(report.read_text("utf-8"))["version"] == 1
    assert stat.S_IMODE(report.stat().st_mode) == 0o640
    assert sorted(one.name for one in site.iterdir()) == [
        "clean.rules",
        "open.rules",
        "report.json",
    ]


def test_a_link_to_the_output_stays_a_link(run: Run, site: Path) -> None:
    (site / "link").symlink_to("report.json")

    run("check", "open.rules", "--format", "json", "--output", "link")

    assert (site / "link").is_symlink()
    assert json.loads((site / "report.json").read_text("utf-8"))["version"] == 1


def fwlint(site: Path, *arguments: str, before: str = "") -> subprocess.CompletedProcess[str]:
    """Run fwlint as a process of its own, in a shell where `before` has an effect."""
    command = f"{before}exec {sys.executable} -m fwlint check {' '.join(arguments)}"
    return subprocess.run(["sh", "-c", command], cwd=site, capture_output=True, text=True)


def test_a_full_disk_leaves_the_old_report_and_one_clear_line(site: Path) -> None:
    (site / "report").write_text("old")

    run = fwlint(
        site,
        *("open.rules", "--format", "sarif", "--output", "report"),
        before="trap '' XFSZ; ulimit -f 1; ",
    )

    assert run.returncode == 2
    assert run.stderr == "error: report cannot be written: File too large\n"
    assert (site / "report").read_text() == "old"
    assert sorted(one.name for one in site.iterdir()) == ["open.rules", "report"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_standard_output_is_one_clear_line_too(site: Path) -> None:
    run = fwlint(site, "open.rules", ">/dev/full")

    assert run.returncode == 2
    assert run.stderr == "error: standard output cannot be written: No space left on device\n"


def test_whoever_stops_reading_hears_nothing(site: Path) -> None:
    run = fwlint(site, "open.rules", "--format", "sarif", "|", "head", "-c", "10")

    assert run.stderr == ""


def test_a_device_is_written_to_as_it_is(site: Path) -> None:
    run = fwlint(site, "open.rules", "--format", "json", "--output", "/dev/stdout", "|", "cat")

    assert json.loads(run.stdout)["version"] == 1
    assert run.stderr == ""
