"""Whether what people have accepted is in order, once all files are linted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from fwlint.config.files import located
from fwlint.config.site import Config, Configuration
from fwlint.model.finding import Suppression
from fwlint.registry import all_checks
from fwlint.reports.report import FileReport
from fwlint.suppressions.check import SuppressionCheck
from fwlint.suppressions.judging import complaints, uses

Ran = tuple[Suppression, Collection[str]]
"""A suppression, and those of its checks that ran wherever it is for."""


def review(files: Sequence[FileReport], config: Configuration, today: date) -> Iterator[FileReport]:
    """Yield a report for each suppression that a check on suppressions complains about."""
    found = [finding for file in files for finding in file.findings]
    suppressions = [*_inline(files, config), *_listed(files, config)]
    checks = {one.id: one for one in all_checks() if issubclass(one, SuppressionCheck)}
    for finding in complaints(uses(suppressions, found, today), checks.values()):
        path = finding.span.path
        selection = config.for_file(path).selection(path)
        if selection.runs(finding.check):
            leveled = selection.at_its_level(finding, checks[finding.check])
            yield FileReport(path, "", 0, (leveled,))


def _inline(files: Sequence[FileReport], config: Configuration) -> Iterator[Ran]:
    for file in files:
        for one in file.suppressions:
            yield one, _ran(one, config.for_file(file.path), [file.path])


def _listed(files: Sequence[FileReport], config: Configuration) -> Iterator[Ran]:
    """Yield the suppressions that the configurations of `files` list."""
    linted = {located(file.path) for file in files if file.dialect}
    configs: dict[int, Config] = {}
    for file in files:
        one = config.for_file(file.path)
        configs[id(one)] = one
    for one in configs.values():
        for theirs, listed in one.checks.listed:
            on_disk = list(theirs.on_disk())
            ran = _ran(listed.suppression, one, on_disk) if linted.issuperset(on_disk) else ()
            yield listed.suppression, ran


def _ran(one: Suppression, config: Config, paths: Collection[str]) -> Collection[str]:
    selections = [config.selection(path) for path in paths]
    return [id_ for id_ in one.checks if all(each.runs(id_) for each in selections)]
