"""What linting one input comes to, before the inputs of a run become one report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from os.path import realpath

from fwlint.inputs import Input
from fwlint.reports.report import FileReport


@dataclass(frozen=True, slots=True)
class Result:
    """A report on an input and, behind it, on the files that belong to it; none if it is no export.

    `reads` are the paths of other files that it depends on, whether they are there or not. Where
    somebody accepts findings, in a comment or in a list, `is_reviewed` is true: then it depends on
    the day, and once all inputs are linted it shows whether that is in order.
    """

    files: tuple[FileReport, ...]
    reads: tuple[str, ...] = ()
    is_reviewed: bool = False

    def brought(self) -> set[str]:
        """Return where the other exports lie that are linted with this one."""
        return {realpath(file.path) for file in self.files[1:] if file.dialect}


@dataclass(slots=True)
class Results:
    """The results of a run, one by one: an input that an earlier one brings along has none."""

    files: list[FileReport] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    are_reviewed: bool = False
    _linted: set[str] = field(default_factory=set)

    def add(self, one: Input, result: Callable[[Input], Result]) -> None:
        """Add what `result` returns for an input, if it is still asked for."""
        if realpath(one.path) in self._linted:
            return
        found = result(one)
        self._linted |= found.brought()
        self.files += found.files
        self.are_reviewed |= found.is_reviewed
        if not found.files:
            self.passed_over.append(one.path)

    def add_all(self, inputs: Iterable[Input], result: Callable[[Input], Result]) -> None:
        """Add what `result` returns for each of `inputs`."""
        for one in inputs:
            self.add(one, result)
