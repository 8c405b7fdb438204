"""What checks find in one export, and what the site and the export itself say of that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from fwlint.config.site import Config
from fwlint.dialects.source import read_source
from fwlint.model.check import Subject
from fwlint.model.export import Export
from fwlint.model.finding import Finding
from fwlint.model.fingerprint import with_fingerprints
from fwlint.registry import all_checks
from fwlint.remedies import with_fixes
from fwlint.reports.by_file import files_of
from fwlint.suppressions.accepting import Accepting, accepted
from fwlint.suppressions.comment import may_have_marks
from fwlint.suppressions.inline import Inline, inline_suppressions

InlineByPath = Mapping[str, tuple[Inline, ...]]


def findings(
    subject: Subject, config: Config, inline: InlineByPath, today: date
) -> Iterator[Finding]:
    """Yield what is found in the export of `subject`, each with its level, remedy and fingerprint.

    What is accepted carries the suppression: one of `inline`, or one that the site lists.
    """
    export = subject.export
    accepting: dict[str, tuple[Accepting, ...]] = {
        path: (*inline.get(path, ()), *config.suppressions(path)) for path in files_of(export)
    }
    found = with_fingerprints(export, with_fixes(export, _found(subject, config)))
    return accepted(found, export, accepting, today)


def _found(subject: Subject, config: Config) -> Iterator[Finding]:
    """Yield what those checks find that run on the files, at the levels that they have there."""
    selections = {path: config.selection(path) for path in files_of(subject.export)}
    for check in all_checks():
        if any(selection.runs(check.id) for selection in selections.values()):
            for finding in check().run(subject):
                path = finding.span.path
                if path not in selections:
                    selections[path] = config.selection(path)
                if selections[path].runs(check.id):
                    yield selections[path].at_its_level(finding, check)


def inline_by_path(export: Export, texts: Mapping[str, bytes | None]) -> InlineByPath:
    """Return the suppressions that stand in `texts`, as far as they are files of `export`."""
    ids = {check.id for check in all_checks()}
    return {
        path: tuple(inline_suppressions(path, read_source(path, data).lines, export, ids))
        for path, data in texts.items()
        if data and may_have_marks(data) and path in files_of(export)
    }
