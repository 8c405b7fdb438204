"""One engine on one ruleset in a process of its own, so that its memory can be told.

    python -m tools.bench.measure ENGINE FAMILY SIZE

prints one JSON object: `seconds`, `found`, `undecided`, `peak` (the process at its largest, in MB)
and `rules` (the same before the search); or `cannot`, and why.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

_STATUS = Path("/proc/self/status")
_SHORT = 1.0
"""Seconds; a shorter search is made three times, and the best counts."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one process found, or why it `cannot`."""

    seconds: float = 0.0
    found: int = 0
    undecided: int = 0
    peak: float = 0.0
    rules: float = 0.0
    cannot: str = ""


def measured(engine: str, family: str, size: int, limit: float) -> Measured:
    """Return what a new process measures within `limit` seconds."""
    command = [sys.executable, "-m", "tools.bench.measure", engine, family, str(size)]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return Measured(cannot=f"> {limit:.0f} s")
    if run.returncode:
        return Measured(cannot=(run.stderr.splitlines() or ["killed"])[-1])
    return Measured(**json.loads(run.stdout))


def main(engine: str, family: str, size: int) -> None:
    from tools.bench.engines import ENGINES
    from tools.bench.families import ruleset
    from tools.bench.words import UnsayableError

    generated = ruleset(family, size)
    rules = peak_megabytes()
    try:
        answer = ENGINES[engine](generated)
        if answer.seconds < _SHORT:
            again = [ENGINES[engine](generated) for _ in range(2)]
            answer = min(answer, *again, key=lambda one: one.seconds)
    except UnsayableError as error:
        result = Measured(cannot=str(error))
    except ImportError:
        result = Measured(cannot="it is not installed")
    else:
        result = Measured(answer.seconds, answer.found, answer.undecided, peak_megabytes(), rules)
    print(json.dumps(asdict(result)))


def peak_megabytes() -> float:
    """Return the largest size of this process so far, in MB."""
    if _STATUS.exists():  # what getrusage says may be the parent's, on Linux
        lines = dict(line.split(":", 1) for line in _STATUS.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    return getrusage(RUSAGE_SELF).ru_maxrss / 1024 / (1024 if sys.platform == "darwin" else 1)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
