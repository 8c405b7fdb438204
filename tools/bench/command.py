"""The benchmark of the command: how soon a hook is back, and what a second process brings.

    python -m tools.bench.command BIN [--rounds N] [--exports N]

BIN is the folder with the commands `fwlint`, `yamllint`, `cfn-lint` and `checkov`, installed in one
environment. Times of the first table are those of the processor, the least of all rounds, in which
the commands take turns; those of the second are by the clock.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

from tools.bench.table import Table, seconds, times

_YAML = "rules:\n  - name: web\n    port: 443\n  - name: mail\n    port: 25\n"
_TEMPLATE = """\
AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Web:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: web
"""
_COMMANDS = {
    "yamllint": ("yamllint", "-d", "relaxed", "small.yaml"),
    "fwlint --version": ("fwlint", "--version"),
    "fwlint check, again": ("fwlint", "check", "small.rules"),
    "… of a folder": ("fwlint", "check", "."),
    "… without a cache": ("fwlint", "check", "small.rules", "--no-cache"),
    "cfn-lint": ("cfn-lint", "template.yaml"),
    "checkov": ("checkov", "-f", "template.yaml", "--quiet", "--skip-download"),
}
_SLOW = ("cfn-lint", "checkov")
_LONG_AGO = 1_700_000_000


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.bench.command", description=__doc__)
    parser.add_argument("bin", type=Path, help="the folder with the commands")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--exports", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FWLINT_CACHE_DIR"] = str(Path(folder, "cache"))
        one_small_file(Path(folder), options.bin.resolve(), options.rounds)
        many_small_files(Path(folder), options.bin.resolve(), options.exports)


def one_small_file(folder: Path, commands: Path, rounds: int) -> None:
    """Print what each command takes for a file of some lines."""
    for name, text in (
        ("small.yaml", _YAML),
        ("template.yaml", _TEMPLATE),
        ("small.rules", _export(Random(1))),
        ("other.rules", _export(Random(2))),
    ):
        (folder / name).write_text(text, encoding="utf-8")
        os.utime(folder / name, (_LONG_AGO, _LONG_AGO))
    _cpu_seconds([commands / "fwlint", "check", "other.rules"], folder)
    found = {name: float("inf") for name in _COMMANDS}
    for number in range(rounds):
        for name, (program, *arguments) in _COMMANDS.items():
            if number < 3 or name not in _SLOW:
                spent = _cpu_seconds([commands / program, *arguments], folder)
                found[name] = min(found[name], spent)
    table = Table("One small file, processor time", ("command", "time", "÷ yamllint"))
    for name, spent in found.items():
        table.row(name, seconds(spent), f"{spent / found['yamllint']:.2f}")


def many_small_files(folder: Path, commands: Path, number: int) -> None:
    """Print what one process takes for many small exports, and how much faster two are."""
    exports, random = folder / "exports", Random(3)
    exports.mkdir()
    for index in range(number):
        (exports / f"{index}.rules").write_text(_export(random), encoding="utf-8")
    table = Table(f"{number:,} small exports, by the clock", ("processes", "time", "÷ one"))
    spent = {}
    for jobs in (1, 2):
        arguments = ("check", "exports", "--no-cache", "--quiet", "--jobs", str(jobs))
        start = time.perf_counter()
        subprocess.run([commands / "fwlint", *arguments], cwd=folder, stdout=subprocess.DEVNULL)
        spent[jobs] = time.perf_counter() - start
        table.row(str(jobs), seconds(spent[jobs]), times(spent[1] / spent[jobs]))


def _export(random: Random) -> str:
    """Return a dump of a host that opens some ports to some networks."""
    ports = [(random.randrange(1, 1024), random.randrange(256)) for _ in range(12)]
    rules = [
        f"-A INPUT -s 10.{network}.0.0/16 -p tcp -m tcp --dport {port} -j ACCEPT"
        for port, network in dict(ports).items()
    ]
    state = "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT"
    chains = [":INPUT DROP [0:0]", ":FORWARD DROP [0:0]", ":OUTPUT ACCEPT [0:0]"]
    return "\n".join(["*filter", *chains, state, *rules, "COMMIT", ""])


def _cpu_seconds(command: Sequence[str | Path], folder: Path) -> float:
    """Return the processor time of a command and of all that it starts."""
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0  # it is waited for
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
