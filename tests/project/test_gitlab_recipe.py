"""The GitLab recipe: its jobs' commands, run; what comes out is what GitLab asks for."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

ROOT = Path(__file__).parents[2]
CI = ROOT / "examples" / "ci"


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """Run the job's script as a runner does; return its folder and exit code."""
    folder = tmp_path_factory.mktemp("job")
    site, programs = folder / "site", folder / "bin"
    shutil.copytree(ROOT / "examples", site)
    shutil.copy(CI / "code_quality.py", site)
    programs.mkdir()
    (programs / "python").symlink_to(sys.executable)
    (programs / "fwlint").write_text(f'#!/bin/sh\nexec {sys.executable} -m fwlint "$@"\n')
    (programs / "fwlint").chmod(0o755)
    script = "\n".join(yaml.safe_load((CI / "gitlab-ci.yml").read_text())["fwlint"]["script"])
    environment = {
        **os.environ,
        "PATH": f"{programs}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }
    run = subprocess.run(["bash", "-eo", "pipefail", "-c", script], cwd=site, env=environment)
    return site, run.returncode


def test_findings_fail_the_job(job: tuple[Path, int]) -> None:
    assert job[1] == 1


def test_its_junit_report_counts_them(job: tuple[Path, int]) -> None:
    assert ElementTree.parse(job[0] / "fwlint-junit.xml").getroot().get("failures") == "4"


def test_its_code_quality_report_holds_them_with_what_gitlab_demands(
    job: tuple[Path, int],
) -> None:
    issues = json.loads((job[0] / "fwlint-code-quality.json").read_text("utf-8"))
    assert len({one["fingerprint"] for one in issues}) == len(issues) == 4
    (closed,) = (one for one in issues if one["check_name"] == "FW201")
    assert closed["severity"] == "critical"
    assert closed["description"].endswith("inbound UDP 4011 (BINL) is closed from 10.20.0.0/16.")
    assert closed["location"] == {"path": "dp01.iptables", "lines": {"begin": 3}}
