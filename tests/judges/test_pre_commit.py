"""A real pre-commit run of the hook, on a repository that keeps its firewall's rules."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.judge


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "examples", tmp_path / "site")
    for command in (["init", "--quiet"], ["add", "--all"]):
        subprocess.run(["git", *command], cwd=tmp_path / "site", check=True)
    return tmp_path / "site"


def hook(repository: Path) -> subprocess.CompletedProcess[str]:
    pre_commit = [sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), "fwlint"]
    return subprocess.run(
        [*pre_commit, "--all-files", "--verbose"], cwd=repository, capture_output=True, text=True
    )


def test_the_hook_refuses_a_commit_that_closes_what_is_needed(repository: Path) -> None:
    run = hook(repository)
    assert run.returncode == 1, run.stderr
    assert "FW201" in run.stdout
    assert "inbound UDP 4011 (BINL) is closed" in run.stdout


def test_the_hook_lets_a_clean_export_pass(repository: Path) -> None:
    for name in ("edge.cfg", "sql01.netsh.txt"):
        (repository / name).unlink()
    rules = (repository / "dp01.iptables").read_text()
    (repository / "dp01.iptables").write_text(rules.replace("--dport 69 ", "--dport 69:4011 "))
    subprocess.run(["git", "add", "--all"], cwd=repository, check=True)
    run = hook(repository)
    assert run.returncode == 0, run.stdout + run.stderr
