"""Several processes lint at once, and nobody can tell from what they say."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from fwlint import jobs, workers
from fwlint.config.site import Config
from fwlint.inputs import Input
from fwlint.jobs import WorkerLostError, processors, worthwhile_jobs
from fwlint.lint import Linter
from fwlint.reports.result import Result
from tests.cli.conftest import RULES, Run


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder with pairs of dumps, bad ones among them, and a suppression."""
    for number in range(12):
        rules = RULES.replace("INPUT DROP", "INPUT ACCEPT") if number % 3 else RULES
        if number == 5:
            rules = rules.replace("--dport 135", "--dport many")
        (tmp_path / f"{number}.rules.v4").write_text(rules)
        if number % 2:
            (tmp_path / f"{number}.rules.v6").write_text("*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n")
    (tmp_path / "empty.rules").write_text("")
    (tmp_path / "fwlint.toml").write_text(
        '[[suppress]]\ncheck = "FW102"\nfile = "1.*"\nreason = "bench"\n'
    )
    return tmp_path


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("batch", [1, 3, 100])
@pytest.mark.parametrize("form", ["text", "json"])
def test_any_number_of_processes_says_the_same(
    run: Run, form: str, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_LARGEST_BATCH", batch)
    monkeypatch.setattr(workers, "_BATCHES_EACH", 1)
    asked = ("check", ".", "empty.rules", "--format", form, "--no-cache")

    one, three = run(*asked, "--jobs", "1"), run(*asked, "--jobs", "3")

    assert one.exit_code == three.exit_code == 3
    assert one.output == three.output


def test_what_processes_find_is_kept(run: Run, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in site.iterdir():
        os.utime(path, (1_700_000_000, 1_700_000_000))
    monkeypatch.setenv("FWLINT_CACHE_DIR", str(site / "cache"))
    first = run("check", ".", "--jobs", "2")
    monkeypatch.delattr(Linter, "result")

    assert run("check", ".").stdout == first.stdout


def test_no_process_at_all_is_no_number(run: Run) -> None:
    result = run("check", "clean.rules", "--jobs", "0")

    assert result.exit_code == 2
    assert "0 is not in the range x>=1" in result.output


class Doomed(Linter):
    def result(self, one: Input) -> Result:
        os.kill(os.getpid(), signal.SIGKILL)
        return super().result(one)


def test_a_process_that_the_system_ends_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = [Input("a"), Input("b")]
    with workers.Workers(Doomed(Config()), inputs, 2) as lost, pytest.raises(WorkerLostError):
        lost.result(inputs[0])

    monkeypatch.setattr("fwlint.lint.Linter", Doomed)
    result = run("check", "clean.rules", "--jobs", "2", "--no-cache")

    assert result.exit_code == 3
    assert result.output == (
        "error: the system ended one of the processes; --jobs 1 needs less memory\n"
    )


def test_processes_are_started_where_they_save_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "processors", lambda: 7)
    (tmp_path / "large").write_bytes(b"-" * 600_000)

    assert worthwhile_jobs([Input("small", b"-")] * 2) == 1
    assert worthwhile_jobs([Input("small", b"-" * 1000)] * 1000) == 7
    assert worthwhile_jobs([Input(str(tmp_path / "large")), Input("gone")]) == 7
    assert worthwhile_jobs([Input(str(tmp_path / "large"))]) == 1
    assert processors() >= 1
