"""Many inputs at once: processes that parse and lint, and send back what they found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import dataclass, field

from fwlint.inputs import Input
from fwlint.jobs import WorkerLostError
from fwlint.lint import Linter
from fwlint.reports.result import Result, Results

_LARGEST_BATCH = 100
_BATCHES_EACH = 4
"""At least so many batches for each process, so that none waits long for the last one."""

Coming = Iterator[tuple[Input, Result | None]]


@dataclass(slots=True)
class Workers:
    """Processes that lint `inputs`, in order, by `linter`. It is a context manager."""

    linter: Linter
    inputs: Sequence[Input]
    jobs: int
    _pool: ProcessPoolExecutor = field(init=False)
    _coming: Coming = field(init=False)

    def __enter__(self) -> Workers:
        self._pool = ProcessPoolExecutor(self.jobs, initializer=_begin, initargs=(self.linter,))
        self._coming = (
            pair
            for batch in self._pool.map(_linted, _batches(self.inputs, self.jobs))
            for pair in batch
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def result(self, wanted: Input) -> Result:
        """Return the result of one of the inputs; those before it are left out.

        Raises WorkerLostError.
        """
        try:
            found = next((result for one, result in self._coming if one == wanted), None)
        except BrokenExecutor as error:
            raise WorkerLostError("the system ended one of the processes") from error
        return found or self.linter.result(wanted)


def _batches(inputs: Sequence[Input], jobs: int) -> list[Sequence[Input]]:
    size = max(1, min(_LARGEST_BATCH, len(inputs) // (jobs * _BATCHES_EACH)))
    return [inputs[start : start + size] for start in range(0, len(inputs), size)]


_linters: list[Linter] = []
"""The one linter of this process."""


def _begin(linter: Linter) -> None:
    _linters.append(linter)


def _linted(inputs: Sequence[Input]) -> list[tuple[Input, Result | None]]:
    """Return the results of a batch; None for an input that an earlier one of it brings along."""
    found: dict[Input, Result] = {}

    def result(one: Input) -> Result:
        found[one] = _linters[0].result(one)
        return found[one]

    Results().add_all(inputs, result)
    return [(one, found.get(one)) for one in inputs]
