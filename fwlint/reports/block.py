"""One finding, or one diagnostic, as a block of lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fwlint.model.diagnostic import Diagnostic
from fwlint.model.finding import Finding, Level
from fwlint.model.source import Span
from fwlint.reports.evidence import evidence, place
from fwlint.reports.excerpt import excerpt
from fwlint.reports.paint import DIM, LEVEL_STYLES, Paint, painter
from fwlint.reports.report import TROUBLE_LEVELS, Report
from fwlint.reports.style import Style
from fwlint.reports.untrusted import quoted, visible

_LAST = ("fix", "see also")
"""What stands below the rest, where the eye finds it and the hand can copy it."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the blocks of `report` in `style`."""

    report: Report
    style: Style

    @property
    def _paint(self) -> Paint:
        return painter(color=self.style.color)

    def finding(self, finding: Finding) -> Iterator[str]:
        """Yield the heading, the claim, the line it points at, and what proves it."""
        check = next(one for one in self.report.checks if one.id == finding.check)
        yield self._heading(finding.span, finding.level, f"{check.id} {check.name}")
        yield f"    {visible(finding.message)}"
        yield from self._excerpt(finding.span, finding.level)
        details = [one for one in evidence(finding) if not self._is_shown(one, finding.span)]
        if self.style.verbose:
            details += (("also asked by", requirement) for requirement in finding.also)
            details.append(("check", check.summary()))
        details += (
            ("see also", f"{place(one.span, finding.span.path)}: {one.message}")
            for one in finding.related
        )
        yield from _table(sorted(details, key=lambda one: one[0] in _LAST))

    def diagnostic(self, diagnostic: Diagnostic) -> Iterator[str]:
        """Yield the heading, what is wrong, the line it is wrong in, and what to do about it."""
        level = TROUBLE_LEVELS[diagnostic.trouble]
        yield self._heading(diagnostic.span, level, diagnostic.trouble.value.replace("-", " "))
        yield f"    {visible(diagnostic.message)}"
        yield from self._excerpt(diagnostic.span, level)
        details = [("line", quoted(diagnostic.text)), ("hint", diagnostic.hint)]
        yield from _table(
            one for one in details if one[1] and not self._is_shown(one, diagnostic.span)
        )

    def _heading(self, span: Span, level: Level, title: str) -> str:
        where = f"{visible(span.within())}  " if span.within() else ""
        return f"\n  {where}{self._paint(f'{level}:', LEVEL_STYLES[level])} {title}"

    def _excerpt(self, span: Span, level: Level) -> Iterator[str]:
        lines = excerpt(span, self.style.sources)
        if lines:
            number = str(span.line)
            yield f"      {self._paint(f'{number} |', DIM)} {lines[0]}"
            margin = self._paint(f"{'':{len(number)}} |", DIM)
            caret = lines[1].replace("^", self._paint("^", LEVEL_STYLES[level]))
            yield f"      {margin} {caret}"

    def _is_shown(self, detail: tuple[str, str], span: Span) -> bool:
        """Return whether a quotation stands in the excerpt already."""
        label, text = detail
        if label not in ("decided by", "line"):
            return False
        halves = self.style.sources.line(span)
        return halves is not None and quoted("".join(halves)) == text


def _table(details: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the details, a label and a text each, aligned; a label is said but once in a row."""
    rows = list(details)
    width = max((len(label) for label, _ in rows), default=0) + 1
    before = ""
    for label, text in rows:
        said = "" if label == before else f"{label}:"
        yield f"      {said:{width}} {visible(text)}"
        before = label
