"""The conductor: inputs and a configuration in, a report out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from os.path import realpath

from fwlint.config.site import Config, Configuration
from fwlint.dialects.dialect import Dialect
from fwlint.dialects.reading import UnreadableError, bytes_of, read_export
from fwlint.findings import findings, inline_by_path
from fwlint.model.check import Subject
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export
from fwlint.model.requirement import Demand
from fwlint.model.source import Span
from fwlint.model.uncollected import uncollected
from fwlint.registry import all_checks
from fwlint.reports.by_file import by_file, files_of, merged
from fwlint.reports.report import FileReport, Report
from fwlint.review import review


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to lint: a file, or `data` that is to be spoken of as `path`."""

    path: str
    data: bytes | None = None


def lint(
    inputs: Iterable[Input],
    config: Configuration,
    dialect: Dialect | None = None,
    *,
    proofs: bool = False,
    inline: bool = True,
) -> Report:
    """Return what every check finds in every input; an unreadable one is a diagnostic of its own.

    Without `dialect`, that of each input is recognised by its content. With `proofs` the report
    says what holds, too, and without `inline` comments in exports suppress nothing. An input whose
    rules belong to an earlier one's export is linted there.
    """
    run = _Run(config, dialect, proofs, inline, date.today())
    reports: list[FileReport] = []
    linted: set[str] = set()
    for one in inputs:
        if realpath(one.path) not in linted:
            found = run.reports(one)
            linted.update(realpath(file.path) for file in found[1:] if file.dialect)
            reports += found
    files = merged(reports)
    return Report(
        merged([*files, *review(files, config, run.today)]),
        tuple(check.info() for check in all_checks()),
    )


@dataclass(frozen=True, slots=True)
class _Run:
    """What is the same for all inputs of a run; see `lint`."""

    config: Configuration
    dialect: Dialect | None
    proofs: bool
    inline: bool
    today: date

    def reports(self, one: Input) -> list[FileReport]:
        """Return the reports on an input and, behind it, on the files that belong to it."""
        try:
            with uncollected():
                return self._reports(one, self.config.for_file(one.path))
        except UnreadableError as error:
            return [FileReport(one.path, "", 0, diagnostics=(error.diagnostic,))]
        except Exception as error:  # a defect of fwlint's must not cost the other files
            return [FileReport(one.path, "", 0, diagnostics=(_defect(one.path, error),))]

    def _reports(self, one: Input, config: Config) -> list[FileReport]:
        known = config.surroundings(one.path)
        content = bytes_of(one.path) if one.data is None else one.data
        export = read_export(one.path, content, self.dialect, known)
        texts = {**dict((*known.companions, *known.beside)), one.path: content}
        comments = inline_by_path(export, texts) if self.inline else {}
        subject = Subject(export, _demands(export, config), self.proofs)
        reports = by_file(export, findings(subject, config, comments, self.today))
        return [
            replace(file, suppressions=tuple(one.suppression for one in comments[file.path]))
            if file.path in comments
            else file
            for file in reports
        ]


def _demands(export: Export, config: Config) -> tuple[Demand, ...]:
    return tuple(dict.fromkeys(one for path in files_of(export) for one in config.demands(path)))


def _defect(path: str, error: Exception) -> Diagnostic:
    return Diagnostic(
        Span(path),
        Trouble.UNREADABLE,
        f"fwlint failed on this file ({type(error).__name__}: {error}); the fault is fwlint's",
        "please report it with the smallest part of the file that still fails",
    )
