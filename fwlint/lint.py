"""From one input and a configuration to what is found in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from fwlint.config.site import Config, Configuration
from fwlint.dialects.dialect import Dialect
from fwlint.dialects.files import NoExportError, UnreadableError, bytes_of
from fwlint.dialects.reading import read_export
from fwlint.findings import findings, inline_by_path
from fwlint.inputs import Input
from fwlint.model.check import Subject
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export
from fwlint.model.requirement import Demand
from fwlint.model.source import Span
from fwlint.model.uncollected import uncollected
from fwlint.registry import check_infos
from fwlint.reports.by_file import by_file, files_of, merged
from fwlint.reports.report import FileReport, Report
from fwlint.reports.result import Result, Results
from fwlint.review import review


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
    linter = Linter(config, dialect, proofs, inline)
    results = Results()
    results.add_all(inputs, linter.result)
    files = merged(results.files)
    return Report(merged([*files, *review(files, config, linter.today)]), check_infos())


@dataclass(frozen=True, slots=True)
class Linter:
    """Lints one input after the other; see `lint`."""

    config: Configuration
    dialect: Dialect | None = None
    proofs: bool = False
    inline: bool = True
    today: date = field(default_factory=date.today)

    def result(self, one: Input) -> Result:
        """Return what linting an input comes to."""
        config = self.config.for_file(one.path)
        try:
            with uncollected():
                files = self._reports(one, config)
        except NoExportError as error:
            files = () if one.sought else (_unread(one.path, error.diagnostic),)
        except UnreadableError as error:
            files = (_unread(one.path, _of(one.path, error.diagnostic)),)
        except Exception as error:  # a defect of fwlint's must not cost the other files
            files = (_unread(one.path, _defect(one.path, error)),)
        theirs = {file.path: self.config.for_file(file.path) for file in files}
        return Result(
            tuple(replace(one, fail_on=theirs[one.path].checks.fail_on) for one in files),
            (*config.reads(one.path), *(name for own in theirs.values() for name in own.sources)),
            bool(config.checks.listed) or any(file.suppressions for file in files),
        )

    def _reports(self, one: Input, config: Config) -> tuple[FileReport, ...]:
        known = config.surroundings(one.path)
        content = bytes_of(one.path, one.root) if one.data is None else one.data
        export = read_export(one.path, content, self.dialect, known, sought=one.sought)
        texts = {**dict((*known.companions, *known.beside)), one.path: content}
        comments = inline_by_path(export, texts) if self.inline else {}
        subject = Subject(export, _demands(export, config), self.proofs)
        reports = by_file(export, findings(subject, config, comments, self.today))
        return tuple(
            replace(file, suppressions=tuple(one.suppression for one in comments[file.path]))
            if file.path in comments
            else file
            for file in reports
        )


def _demands(export: Export, config: Config) -> tuple[Demand, ...]:
    return tuple(dict.fromkeys(one for path in files_of(export) for one in config.demands(path)))


def _unread(path: str, diagnostic: Diagnostic) -> FileReport:
    return FileReport(path, "", 0, diagnostics=(diagnostic,))


def _of(path: str, trouble: Diagnostic) -> Diagnostic:
    """Return what is wrong with the export at `path`, or with a file that belongs to it."""
    if trouble.span.path == path:
        return trouble
    said = f"{trouble.span.path}, which belongs to this export, {trouble.message}"
    return replace(trouble, span=Span(path), message=said)


def _defect(path: str, error: Exception) -> Diagnostic:
    return Diagnostic(
        Span(path),
        Trouble.UNREADABLE,
        f"fwlint failed on this file ({type(error).__name__}: {error}); the fault is fwlint's",
        "please report it with the smallest part of the file that still fails",
    )
