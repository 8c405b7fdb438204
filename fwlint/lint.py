"""The conductor: inputs and a configuration in, a report out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fwlint.config.site import Config
from fwlint.dialects.dialect import Dialect
from fwlint.dialects.reading import UnreadableError, read_export
from fwlint.model.check import Subject
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export
from fwlint.model.source import Span
from fwlint.registry import all_checks
from fwlint.reports.report import FileReport, Report


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to lint: a file, or `data` that is to be spoken of as `path`."""

    path: str
    data: bytes | None = None


def lint(
    inputs: Iterable[Input],
    config: Config,
    dialect: Dialect | None = None,
    *,
    proofs: bool = False,
) -> Report:
    """Return what every check finds in every input; an unreadable one is a diagnostic of its own.

    Without `dialect`, that of each input is recognised by its content. With `proofs` the report says
    what holds, too.
    """
    files = tuple(_lint_one(one, config, dialect, proofs) for one in inputs)
    return Report(files, all_checks())


def _lint_one(one: Input, config: Config, dialect: Dialect | None, proofs: bool) -> FileReport:
    try:
        export = read_export(one.path, one.data, dialect, config.surroundings(one.path))
        return _checked(Subject(export, config.demands(one.path), proofs))
    except UnreadableError as error:
        return FileReport(one.path, "", 0, diagnostics=(error.diagnostic,))
    except Exception as error:  # a defect of fwlint's must not cost the other files
        return FileReport(one.path, "", 0, diagnostics=(_defect(one.path, error),))


def _checked(subject: Subject) -> FileReport:
    export = subject.export
    found = (finding for check in all_checks() for finding in check().run(subject))
    return FileReport(
        path=export.path,
        dialect=export.dialect,
        rules=_rules(export),
        findings=tuple(dict.fromkeys(found)),
        diagnostics=export.diagnostics,
    )


def _rules(export: Export) -> int:
    return len({rule.span for policy in export.policies.values() for rule in policy.rules})


def _defect(path: str, error: Exception) -> Diagnostic:
    return Diagnostic(
        Span(path),
        Trouble.UNREADABLE,
        f"fwlint failed on this file ({type(error).__name__}: {error}); the fault is fwlint's",
        "please report it with the smallest part of the file that still fails",
    )
