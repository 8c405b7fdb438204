"""Shells complete what is typed; bash itself is asked, where it is new enough."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import BashComplete

from fwlint.cli.main import main
from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["ex"], ["explain"]),
        (["check", "--dial"], ["--dialect"]),
        (["check", "--dialect", "cisco-n"], ["cisco-nxos"]),
        (["check", "--role", "configmgr/pxe"], ["configmgr/pxe-distribution-point"]),
        (["check", "--ruleset", "sky"], ["skype-for-business"]),
        (["check", "--select", "FW101,FW901"], ["FW101,FW901"]),
        (["check", "--format", "s"], ["sarif"]),
        (["check", "--fail-on", ""], ["note", "warning", "error"]),
        (["explain", "fw901"], ["FW901"]),
        (
            ["explain", "configmgr/client-to-pxe-distribution-point/b"],
            ["configmgr/client-to-pxe-distribution-point/binl"],
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_words_are_completed(words: list[str], offered: list[str]) -> None:
    completing = BashComplete(main, {}, "fwlint", "_FWLINT_COMPLETE")

    found = completing.get_completions(words[:-1], words[-1])

    assert [one.value for one in found] == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_its_script(run: Run, shell: str) -> None:
    result = run("completion", shell)

    assert result.exit_code == 0
    assert f"_FWLINT_COMPLETE={shell}_complete" in result.output


def test_another_shell_is_answered_with_those_there_are(run: Run) -> None:
    assert "'bash', 'zsh', 'fish'" in run("completion", "tcsh").output


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_offers_files_for_a_path(tmp_path: Path) -> None:
    (tmp_path / "edge.cfg").write_text("")
    (tmp_path / "fwlint").write_text(f'#!/bin/sh\nexec {sys.executable} -m fwlint "$@"\n')
    (tmp_path / "fwlint").chmod(0o755)
    script = (
        'eval "$(fwlint completion bash)"; compopt() { echo compopt "$@"; };'
        " COMP_WORDS=(fwlint check ed); COMP_CWORD=2; _fwlint_completion fwlint;"
        " COMP_WORDS=(fwlint bas); COMP_CWORD=1; _fwlint_completion fwlint; echo ${COMPREPLY[@]}"
    )

    said = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.split("\n") == ["compopt -o default", "baseline", ""]
