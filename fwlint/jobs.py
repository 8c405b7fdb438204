"""How many processes are worth their start."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from fwlint.inputs import Input

_WORTHWHILE = 512 * 1024
"""Bytes of exports that take about as long to lint as processes take to start."""
_EACH = 4096
"""Bytes that take as long as what there is to do for a file of any size."""


class WorkerLostError(Exception):
    """The system ended a process that linted, and what it knew is gone."""


def worthwhile_jobs(inputs: Sequence[Input]) -> int:
    """Return as many processes as there are processors, or 1 where starting them takes longer."""
    return processors() if sum(map(_weight, inputs)) > _WORTHWHILE and len(inputs) > 1 else 1


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _weight(one: Input) -> int:
    if one.data is not None:
        return len(one.data)
    try:
        return Path(one.path).stat().st_size + _EACH
    except OSError:
        return _EACH
