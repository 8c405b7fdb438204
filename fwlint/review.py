"""Whether what people have accepted is in order, once all files are linted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import partial

from fwlint.config.files import Files, located
from fwlint.config.site import Config, Configuration
from fwlint.model.finding import Suppression
from fwlint.registry import all_checks
from fwlint.reports.report import FileReport
from fwlint.suppressions.check import SuppressionCheck
from fwlint.suppressions.judging import Ran, complaints, uses


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
            fail_on = config.for_file(path).checks.fail_on
            yield FileReport(path, "", 0, (leveled,), fail_on=fail_on)


def _inline(
    files: Sequence[FileReport], config: Configuration
) -> Iterator[tuple[Suppression, Ran]]:
    for file in files:
        for one in file.suppressions:
            yield one, partial(_ran, config.for_file(file.path), [file.path])


def _listed(
    files: Sequence[FileReport], config: Configuration
) -> Iterator[tuple[Suppression, Ran]]:
    """Yield the suppressions that the configurations of `files` list."""
    linted = {located(file.path) for file in files if file.dialect}
    configs = {id(one): one for one in (config.for_file(file.path) for file in files)}
    for one in configs.values():
        for theirs, listed in one.checks.listed:
            yield listed.suppression, partial(_ran_everywhere, one, theirs, linted)


def _ran_everywhere(config: Config, files: Files, linted: Collection[str], check: str) -> bool:
    """Return whether a check ran on all of `files` that there are."""
    on_disk = list(files.on_disk())
    return all(path in linted for path in on_disk) and _ran(config, on_disk, check)


def _ran(config: Config, paths: Collection[str], check: str) -> bool:
    return all(config.selection(path).runs(check) for path in paths)
