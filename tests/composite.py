"""A composite GitHub Action, run as GitHub's runner runs it: its steps' scripts, by bash.

A step that fails ends the action; its outputs are set all the same.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]

_EXPRESSION = re.compile(r"\$\{\{ ([\w.-]+) \}\}")


@dataclass(frozen=True, slots=True)
class Run:
    """What became of the action: the last step's exit code, the log, the outputs, the summary."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str


def run(workspace: Path, temp: Path, done: dict[str, dict[str, str]], **inputs: str) -> Run:
    """Run the action in `workspace`, but for the steps in `done`, whose outputs are given."""
    values = {name: str(one.get("default", "")) for name, one in ACTION["inputs"].items()}
    known = {f"inputs.{name}": value for name, value in values.items()}
    for name, value in inputs.items():
        known[f"inputs.{name.replace('_', '-')}"] = value
    for step_id, outputs in done.items():
        known |= {f"steps.{step_id}.outputs.{name}": value for name, value in outputs.items()}
    code, log, summary = 0, "", temp / "summary.md"
    summary.touch()
    for step in (one for one in STEPS if one["id"] not in done):
        outcome, outputs = _run_step(step, known, workspace, temp)
        known |= {f"steps.{step['id']}.outputs.{name}": value for name, value in outputs.items()}
        code, log = outcome.returncode, log + outcome.stdout
        if code:
            break
    told = {name: _resolved(one["value"], known) for name, one in ACTION["outputs"].items()}
    return Run(code, log, told, summary.read_text("utf-8"))


def _run_step(
    step: dict[str, Any], known: dict[str, str], workspace: Path, temp: Path
) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
    script, output = temp / "step.sh", temp / f"{step['id']}.output"
    script.write_text(step["run"], encoding="utf-8")
    output.touch()
    environment = {
        **os.environ,
        **{name: _resolved(value, known) for name, value in step.get("env", {}).items()},
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_OUTPUT": str(output),
        "GITHUB_STEP_SUMMARY": str(temp / "summary.md"),
        "RUNNER_TEMP": str(temp),
    }
    outcome = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        cwd=workspace,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines = output.read_text("utf-8").splitlines()
    return outcome, dict(line.split("=", 1) for line in lines)


def _resolved(text: str, known: dict[str, str]) -> str:
    return _EXPRESSION.sub(lambda match: known.get(match[1], ""), text)
