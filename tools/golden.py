"""The README's demo output, written anew from a real run: `make golden`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BEGIN, END = "<!-- demo -->\n```text\n", "```\n<!-- end of demo -->"


def demo_output() -> str:
    """Return what `fwlint check` prints in `examples/`."""
    command = [sys.executable, "-m", "fwlint", "check"]
    run = subprocess.run(command, cwd=ROOT / "examples", capture_output=True, text=True)
    return run.stdout


def with_demo(readme: str, output: str) -> str:
    """Return the README's text with `output` as its demo."""
    before, rest = readme.split(BEGIN)
    return before + BEGIN + output + END + rest.split(END)[1]


if __name__ == "__main__":
    README.write_text(with_demo(README.read_text("utf-8"), demo_output()), "utf-8")
