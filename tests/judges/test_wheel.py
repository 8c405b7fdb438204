"""The wheel, in a clean environment and a folder of its own, as a user has it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.judge


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, install it into an environment of its own; return that one's `bin`."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder / "dist")]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    (wheel,) = (folder / "dist").glob("*.whl")
    pip = [str(folder / "venv" / "bin" / "pip"), "install", "--quiet", str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    return folder / "venv" / "bin"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "examples", tmp_path / "site")
    return tmp_path / "site"


def test_the_installed_wheel_lints_the_example(installed: Path, site: Path) -> None:
    command = [str(installed / "fwlint"), "check", "--format", "json"]
    run = subprocess.run(command, cwd=site, capture_output=True, text=True)
    assert run.returncode == 1, run.stderr
    found = {
        (file["path"], finding["check"], finding["requirement"].rpartition("/")[2])
        for file in json.loads(run.stdout)["files"]
        for finding in file["findings"]
    }
    assert ("dp01.iptables", "FW201", "binl") in found
    assert ("sql01.netsh.txt", "FW204", "sql-browser") in found


def test_asking_for_the_version_loads_no_heavy_library(installed: Path, site: Path) -> None:
    command = [str(installed / "python"), "-X", "importtime", "-m", "fwlint", "--version"]
    run = subprocess.run(command, cwd=site, capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in run.stderr.split("\n")}
    assert "click" in loaded
    assert not loaded & {"lark", "pydantic", "yaml", "sarif_om"}
