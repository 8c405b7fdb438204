"""The output that the README and the guides show, written anew from real runs: `make golden`.

In a block of `console`, a line that begins with `$ ` is a command for bash, and what stands below
it is its output. The blocks of a page run one after the other, in a copy of `examples/`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROMPT = "$ "
_CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_FWLINT = f"""\
#!{sys.executable}
import sys
sys.path.insert(0, {str(ROOT)!r})
from fwlint.cli.main import main
main(prog_name="fwlint")
"""


def pages() -> list[Path]:
    """Return the README and the guides."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def golden(text: str) -> str:
    """Return a page's text with the output of each of its commands as it is now."""
    if not _CONSOLE.search(text):
        return text
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder) / "examples")
        program = Path(folder) / "bin" / "fwlint"
        program.parent.mkdir()
        program.write_text(_FWLINT, encoding="utf-8")
        program.chmod(0o755)
        return _CONSOLE.sub(lambda block: "".join(_ran(block[0], Path(folder))), text)


def _ran(block: str, folder: Path) -> Iterator[str]:
    for line in block.splitlines():
        if line.startswith(PROMPT):
            yield f"{line}\n{_output(line.removeprefix(PROMPT), folder)}"


def _output(command: str, folder: Path) -> str:
    path = f"{folder / 'bin'}:{os.environ['PATH']}"
    run = subprocess.run(
        ["bash", "-c", command],
        cwd=folder / "examples",
        env={**os.environ, "PATH": path, "COLUMNS": "80", "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return re.sub(r" +$", "", run.stdout, flags=re.MULTILINE)


def main() -> None:
    for page in pages():
        text = page.read_text("utf-8")
        page.write_text(golden(text), "utf-8")


if __name__ == "__main__":
    main()
