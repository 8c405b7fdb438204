"""From the words of a configuration to what it says of checks; unknown ones are said, left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fwlint.config.checks import Checks, Levels
from fwlint.config.files import Files
from fwlint.config.place import Location
from fwlint.config.problems import Problems
from fwlint.config.read import read
from fwlint.config.schema import ConfigFile, SuppressionsFile, SuppressTable
from fwlint.config.selection import Choice
from fwlint.model.finding import Level, Suppression
from fwlint.model.source import Span
from fwlint.registry import all_checks
from fwlint.suppressions.listed import Listed


@dataclass(frozen=True, slots=True)
class ChecksBuilder:
    """Builds `Checks` from `table`, whose paths start from `folder`."""

    table: ConfigFile
    folder: Path
    problems: Problems

    def checks(self, asked: Choice) -> Checks:
        """Return what the table says of checks, beside what is `asked` on the command line."""
        return Checks(
            asked=Choice(self._known(asked.select, None), self._known(asked.ignore, None)),
            choice=Choice(
                self._known(self.table.select, ("select",)),
                self._known(self.table.ignore, ("ignore",)),
            ),
            levels=self._levels(self.table.levels, ("levels",)),
            per_path=tuple(
                (
                    Files(self.folder, one.files),
                    Choice(ignore=self._known(one.ignore, ("per-path", index, "ignore"))),
                    self._levels(one.levels, ("per-path", index, "levels")),
                )
                for index, one in enumerate(self.table.per_path)
            ),
            listed=tuple(self._listed()),
            fail_on=Level[self.table.fail_on.upper()] if self.table.fail_on else None,
        )

    def _known(self, names: Collection[str], location: Location | None) -> tuple[str, ...]:
        """Return the names that are ids of checks, or that some begin with."""
        ids = {check.id for check in all_checks()} if names else set()
        beginnings = {one for one in names if one and any(id_.startswith(one) for id_ in ids)}
        return self.problems.known("check", names, ids | beginnings, location)

    def _levels(self, levels: Mapping[str, str], location: Location) -> Levels:
        return {
            name: None if levels[name] == "off" else Level[levels[name].upper()]
            for one in levels
            for name in self._known([one], (*location, one))
        }

    def _listed(self) -> Iterator[tuple[Files, Listed]]:
        """Yield the suppressions of the configuration itself, and those of the files it names."""
        yield from _listed(self.table.suppress, self.folder, self.problems)
        for name in self.table.suppressions:
            file, problems = read(self.folder / name, SuppressionsFile, self.problems.lines)
            yield from _listed(file.suppress, self.folder, problems)


def _listed(
    tables: Collection[SuppressTable], folder: Path, problems: Problems
) -> Iterator[tuple[Files, Listed]]:
    ids = {check.id for check in all_checks()} if tables else set()
    for index, table in enumerate(tables):
        checks = problems.known("check", [table.check], ids, ("suppress", index, "check"))
        if checks:
            suppression = Suppression(
                reason=table.reason,
                checks=checks,
                owner=table.owner,
                until=table.until,
                span=Span(problems.text.path, problems.text.line(("suppress", index))),
            )
            yield (
                Files(folder, (table.file,)),
                Listed(suppression, table.rule, table.entry, table.line, table.requirement),
            )
