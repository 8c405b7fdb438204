"""CONTRIBUTING.md is true: what it shows is built from the page, and it works."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILE = re.compile(r"<!-- file: (\S+) -->\n(`{3,})\w+\n(.*?)\n\2", re.DOTALL)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of fwlint with the dialect, the check and the ruleset of the page added."""
    folder = tmp_path_factory.mktemp("house")
    for name in ("fwlint", "grammars", "rulesets"):
        shutil.copytree(ROOT / name, folder / name)
    shown = FILE.findall((ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    assert len(shown) == 5
    for name, _, text in shown:
        path = folder / name
        assert not path.exists(), f"{name} would overwrite a file"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    return folder


def fwlint(house: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "fwlint", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(house)}
    return subprocess.run(command, cwd=house, env=environment, capture_output=True, text=True)


def test_the_dialect_is_recognised_and_a_bad_line_is_named(house: Path) -> None:
    (house / "gate.conf").write_text(
        "# plainwall\nallow tcp 10.0.0.0/8 443\nallow icmp\nblock any\n"
    )
    run = fwlint(house, "check", "gate.conf")
    assert run.returncode == 3, run.stderr
    assert "gate.conf  (plainwall, 3 rules)" in run.stdout
    assert "3:7  error: not understood" in run.stdout


def test_the_check_is_found_by_itself(house: Path) -> None:
    (house / "gate.conf").write_text("# plainwall\nallow tcp 0.0.0.0/0 23\n")
    run = fwlint(house, "check", "gate.conf", "--format", "json")
    findings = json.loads(run.stdout)["files"][0]["findings"]
    assert ("FW900", 2) in [(one["check"], one["line"]) for one in findings]


def test_the_ruleset_is_proven(house: Path) -> None:
    (house / "gate.conf").write_text("# plainwall\nallow tcp 10.0.0.0/8 80\n")
    run = fwlint(house, "check", "gate.conf", "--role", "office/web-server")
    assert "Web server: inbound TCP 443 (HTTPS) is closed" in run.stdout
