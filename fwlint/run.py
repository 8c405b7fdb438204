"""The conductor: inputs and what is asked of them in, a report out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from os.path import realpath
from typing import TYPE_CHECKING

from fwlint.cache.cache import Cache
from fwlint.config.configs import Configs
from fwlint.inputs import Input
from fwlint.jobs import worthwhile_jobs
from fwlint.model.check_info import CheckInfo
from fwlint.reports.by_file import merged
from fwlint.reports.report import Report
from fwlint.reports.result import Result, Results

if TYPE_CHECKING:
    from fwlint.dialects.dialect import Dialect

Watch = Callable[[Sequence[Input]], Iterable[Input]]
"""Hands inputs on, one by one, and may show how many are done."""


@dataclass(slots=True)
class Run:
    """Lints inputs as `Linter` does, which is not even loaded where `cache` knows all results.

    `jobs` is the number of processes, or None for as many as it is worth.
    """

    configs: Configs
    dialect: Dialect | None = None
    proofs: bool = False
    inline: bool = True
    cache: Cache | None = None
    jobs: int | None = 1
    passed_over: list[str] = field(default_factory=list)
    _known: dict[Input, Result] = field(default_factory=dict)
    _unknown: list[Input] = field(default_factory=list)

    def prepare(self, inputs: Iterable[Input]) -> list[str]:
        """Return what is wrong with the configurations of those inputs that have to be linted."""
        brought: set[str] = set()
        for one in inputs:
            if realpath(one.path) in brought:
                continue
            known = self.cache.get(one) if self.cache else None
            if known:
                self._known[one] = known
                brought |= known.brought()
            else:
                self._unknown.append(one)
                self.configs.for_file(one.path)
        return self.configs.problems

    def report(self, inputs: Sequence[Input], watch: Watch = iter) -> Report:
        """Return what is found in `inputs`, which `prepare` has seen."""
        results = Results()
        with self._linting(self._unknown) as fresh:
            for one in watch(inputs):
                results.add(one, lambda one: self._known.get(one) or fresh(one))
        files = merged(results.files)
        if results.are_reviewed:
            from fwlint.review import review

            files = merged([*files, *review(files, self.configs, date.today())])
        self.passed_over = results.passed_over
        return Report(files, self._check_infos())

    @contextmanager
    def _linting(self, inputs: Sequence[Input]) -> Iterator[Callable[[Input], Result]]:
        """Yield what lints one of `inputs`, and keeps its result."""
        if not inputs:
            yield _nothing
            return
        from fwlint.lint import Linter

        linter = Linter(self.configs, self.dialect, self.proofs, self.inline)
        jobs = self.jobs or worthwhile_jobs(inputs)
        if jobs == 1:
            yield self._keeping(linter.result)
            return
        from fwlint.workers import Workers

        with Workers(linter, inputs, jobs) as workers:
            yield self._keeping(workers.result)

    def _keeping(self, result: Callable[[Input], Result]) -> Callable[[Input], Result]:
        cache = self.cache
        if cache is None or self.configs.problems:
            return result

        def kept(one: Input) -> Result:
            found = result(one)
            cache.put(one, found)
            return found

        return kept

    def _check_infos(self) -> tuple[CheckInfo, ...]:
        return self.cache.check_infos(_check_infos) if self.cache else _check_infos()


def _check_infos() -> tuple[CheckInfo, ...]:
    from fwlint.registry import check_infos

    return check_infos()


def _nothing(one: Input) -> Result:
    raise KeyError(one.path)
