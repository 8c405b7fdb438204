"""The GitHub Action: its own shell, run by bash as the runner does, on the example site."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import pytest

from tests.composite import ACTION, ROOT, STEPS, Run, run

LOG_ALONE = {"sarif_file": "", "summary": "false"}
CLEAN = """\
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
-A INPUT -s 10.0.0.0/8 -p tcp --dport 22 -j ACCEPT
COMMIT
"""


class Action:
    """The action with fwlint installed as it stands here, in a copy of the examples."""

    def __init__(self, folder: Path) -> None:
        self.site = folder / "site"
        shutil.copytree(ROOT / "examples", self.site)
        self.temp = folder / "temp"
        self.fwlint = folder / "bin" / "fwlint"
        self.fwlint.parent.mkdir()
        (self.fwlint.parent / "python").symlink_to(sys.executable)
        self.fwlint.write_text(
            f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m fwlint "$@"\n'
        )
        self.fwlint.chmod(0o755)

    def __call__(self, **inputs: str) -> Run:
        shutil.rmtree(self.temp, ignore_errors=True)
        self.temp.mkdir()
        return run(self.site, self.temp, {"install": {"fwlint": str(self.fwlint)}}, **inputs)


@pytest.fixture
def action(tmp_path: Path) -> Action:
    return Action(tmp_path)


def test_findings_fail_the_step_and_are_in_log_sarif_and_summary(action: Action) -> None:
    done = action()
    assert done.code == 1
    assert done.outputs == {"exit-code": "1", "sarif-file": "fwlint.sarif"}
    assert "inbound UDP 4011 (BINL) is closed from 10.20.0.0/16" in done.log
    sarif = json.loads((action.site / "fwlint.sarif").read_text("utf-8"))
    assert "FW201" in {one["ruleId"] for one in sarif["runs"][0]["results"]}
    assert done.summary.startswith("## fwlint")
    assert "FW201" in done.summary


def test_a_clean_export_lets_the_step_pass(action: Action) -> None:
    (action.site / "a b.iptables").write_text(CLEAN)
    done = action(paths="a b.iptables\n", sarif_file="out/of the way/x.sarif")
    assert (done.code, done.outputs["exit-code"]) == (0, "0"), done.log
    assert done.outputs["sarif-file"] == "out/of the way/x.sarif"
    assert (action.site / "out/of the way/x.sarif").exists()


def test_globs_are_expanded_and_one_that_matches_nothing_is_an_error(action: Action) -> None:
    assert "edge.cfg" in action(paths="*.cfg\n*.iptables", **LOG_ALONE).log
    done = action(paths="*.nothing", **LOG_ALONE)
    assert done.code == 2
    assert "no file has a name like *.nothing" in done.log


def test_wrong_usage_is_told_once_and_writes_no_sarif(action: Action) -> None:
    (action.site / "fwlint.sarif").write_text("of another run")
    done = action(args="--no-such-option")
    assert (done.code, done.outputs) == (2, {"exit-code": "2", "sarif-file": ""})
    assert done.log.count("No such option") == 1


def test_the_inputs_become_options(action: Action) -> None:
    done = action(config="payment/fwlint.toml", args="--select FW1  --quiet", **LOG_ALONE)
    assert "edge.cfg" not in done.log
    assert action(fail_on="error", paths="edge.cfg", **LOG_ALONE).code == 0
    assert action(log="github", **LOG_ALONE).log.startswith("::")


def test_what_stands_in_an_input_is_never_run(action: Action) -> None:
    trap = "$(touch trapped); `touch trapped`; touch trapped"
    action(**dict.fromkeys(("paths", "config", "args", "fail_on", "log", "sarif_file"), trap))
    assert not (action.site / "trapped").exists()


def test_what_stands_in_an_export_is_no_command_to_the_runner(action: Action) -> None:
    lie = '-A INPUT -m comment --comment "##[error]a lie" -j ACCEPT\nCOMMIT'
    (action.site / "a.iptables").write_text(CLEAN.replace("COMMIT", lie))
    begun, told, ended = action(paths="a.iptables", **LOG_ALONE).log.partition("##[error]")
    assert told
    token = re.findall(r"^::stop-commands::([0-9a-f]{32})$", begun, re.MULTILINE)
    assert len(token) == 1
    assert f"\n::{token[0]}::\n" in ended


def test_no_expression_stands_in_a_script() -> None:
    assert [step["id"] for step in STEPS if "${{" in step["run"]] == []


def test_every_input_reaches_a_script() -> None:
    taken = {value for step in STEPS for value in step["env"].values()}
    assert {f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"]} <= taken
