"""Real pre-commit runs of the hooks, on a repository that keeps its firewall's rules."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "write-your-own-ruleset.md").read_text("utf-8")
SMALLEST, *_, EXAMPLES = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
Run = subprocess.CompletedProcess[str]

pytestmark = pytest.mark.judge


@pytest.fixture(scope="module")
def tagged(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Run]:
    """Return a function that runs a hook of a clone of this repository, pinned to a tag there.

    pre-commit builds the hooks' environment once for all tests.
    """
    folder = tmp_path_factory.mktemp("pre-commit")
    git("clone", "--quiet", str(ROOT), "fwlint", cwd=folder)
    git("tag", "v0.1.0", cwd=folder / "fwlint")
    config = yaml.safe_load((ROOT / "examples/ci/pre-commit-config.yaml").read_text("utf-8"))
    config["repos"][0] |= {"repo": str(folder / "fwlint")}
    config["repos"][0]["hooks"][0].pop("files")
    (folder / "config.yaml").write_text(yaml.safe_dump(config))

    def run(repository: Path, hook: str) -> Run:
        command = ["run", hook, "--all-files", "--config", str(folder / "config.yaml")]
        return pre_commit(*command, cwd=repository, home=folder / "home")

    return run


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    shutil.copytree(ROOT / "examples", site)
    (site / "rulesets").mkdir()
    (site / "rulesets" / "office.yaml").write_text(SMALLEST + EXAMPLES, encoding="utf-8")
    git("init", "--quiet", cwd=site)
    git("add", "--all", cwd=site)
    return site


def git(*arguments: str, cwd: Path) -> None:
    subprocess.run(["git", *arguments], cwd=cwd, check=True)


def pre_commit(*arguments: str, cwd: Path, home: Path) -> Run:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments, "--verbose"],
        cwd=cwd,
        env={**os.environ, "PRE_COMMIT_HOME": str(home)},
        capture_output=True,
        text=True,
    )


def test_the_hooks_as_they_stand_here_can_be_tried(repository: Path, tmp_path: Path) -> None:
    run = pre_commit("try-repo", str(ROOT), "--all-files", cwd=repository, home=tmp_path / "home")
    assert run.returncode == 1, run.stderr
    assert re.search(r"^fwlint\.+Failed$", run.stdout, re.MULTILINE)
    assert re.search(r"^fwlint ruleset\.+Passed$", run.stdout, re.MULTILINE)


def test_a_commit_that_closes_what_is_needed_is_refused(
    repository: Path, tagged: Callable[[Path, str], Run]
) -> None:
    run = tagged(repository, "fwlint")
    assert run.returncode == 1, run.stderr
    assert "FW201" in run.stdout
    assert "inbound UDP 4011 (BINL) is closed" in run.stdout


def test_a_clean_export_passes(repository: Path, tagged: Callable[[Path, str], Run]) -> None:
    for name in ("edge.cfg", "sql01.netsh.txt"):
        (repository / name).unlink()
    rules = (repository / "dp01.iptables").read_text()
    (repository / "dp01.iptables").write_text(rules.replace("--dport 69 ", "--dport 69:4011 "))
    git("add", "--all", cwd=repository)
    run = tagged(repository, "fwlint")
    assert run.returncode == 0, run.stdout + run.stderr


def test_a_ruleset_passes_on_its_examples(
    repository: Path, tagged: Callable[[Path, str], Run]
) -> None:
    run = tagged(repository, "fwlint-ruleset")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "passed  office: a web server that nobody reaches" in run.stdout


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        ("INPUT DROP", "INPUT ACCEPT", "not found: FW201 office/desk-to-web-server/https"),
        ("ports: [443]", "ports: [https]", "rulesets/office.yaml"),
    ],
)
def test_a_ruleset_that_is_broken_or_proves_something_else_is_refused(
    repository: Path, tagged: Callable[[Path, str], Run], good: str, bad: str, told: str
) -> None:
    ruleset = repository / "rulesets" / "office.yaml"
    ruleset.write_text(ruleset.read_text().replace(good, bad))
    git("add", "--all", cwd=repository)
    run = tagged(repository, "fwlint-ruleset")
    assert run.returncode == 1, run.stdout + run.stderr
    assert told in run.stdout
