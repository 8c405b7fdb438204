"""A result as lines of JSON: one of many findings is too long to be held as one text beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fwlint.cache import plain
from fwlint.model.finding import Finding
from fwlint.reports.result import Result

_OF_A_LINE = 1_000
"""How many findings a line holds."""


def written(result: Result) -> Iterator[str]:
    """Yield the lines of a result but for what it `reads`: first its files, then their findings."""
    files = tuple(replace(file, findings=()) for file in result.files)
    yield plain.written(replace(result, files=files, reads=()))
    for number, file in enumerate(result.files):
        for start in range(0, len(file.findings), _OF_A_LINE):
            yield plain.written((number, file.findings[start : start + _OF_A_LINE]))


def read(lines: Iterator[str]) -> Result:
    """Return the result that has been written as these lines."""
    result: Result = plain.read(next(lines))
    findings: list[list[Finding]] = [[] for _ in result.files]
    for line in lines:
        number, some = plain.read(line)
        findings[number] += some
    files = zip(result.files, findings, strict=True)
    return replace(
        result, files=tuple(replace(file, findings=tuple(found)) for file, found in files)
    )
