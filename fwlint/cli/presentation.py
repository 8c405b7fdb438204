"""The options of `fwlint check` that say how its report looks, and what they lead to."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from fwlint.reports.formats import FORMATS

if TYPE_CHECKING:
    from fwlint.reports.report import Report
    from fwlint.reports.sources import Sources

_OPTIONS = (
    click.option(
        "--format",
        "format_name",
        type=click.Choice(list(FORMATS)),
        default="text",
        show_default=True,
        help="How to write the report.",
    ),
    click.option(
        "--output", metavar="F", type=click.Path(dir_okay=False), help="Write it to a file."
    ),
    click.option(
        "--sarif-for",
        type=click.Choice(["github", "archive"]),
        help="Shape SARIF for GitHub code scanning, which is usual, or write everything: what is"
        " suppressed, what is proven, and the fixes.",
    ),
    click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Colour; auto goes by the terminal, NO_COLOR and FORCE_COLOR.",
    ),
    click.option("--quiet", is_flag=True, help="Only the findings, a line each."),
    click.option("--verbose", is_flag=True, help="Everything that is known of each finding."),
    click.option("--statistics", is_flag=True, help="Count the findings of each check."),
    click.option("--redact", is_flag=True, help="Replace addresses and names by pseudonyms."),
    click.option(
        "--redact-salt",
        metavar="TEXT",
        envvar="FWLINT_REDACT_SALT",
        help="Give the same pseudonyms in each run with this secret.",
    ),
)


@dataclass(frozen=True, slots=True)
class Presentation:
    """What the options say."""

    format_name: str
    output: str | None
    sarif_for: str | None
    color: str
    quiet: bool
    verbose: bool
    statistics: bool
    redact: bool
    redact_salt: str | None

    def refuse_contradictions(self) -> None:
        """Raise click.UsageError where an option could have no effect."""
        if self.quiet and self.verbose:
            raise click.UsageError("--quiet and --verbose contradict each other")
        for name in ("quiet", "verbose", "statistics"):
            if getattr(self, name) and self.format_name != "text":
                raise click.UsageError(f"--{name} goes with --format text alone")
        if self.sarif_for and self.format_name != "sarif":
            raise click.UsageError("--sarif-for goes with --format sarif alone")
        if self.redact_salt and not (self.redact or "FWLINT_REDACT_SALT" in os.environ):
            raise click.UsageError("--redact-salt goes with --redact alone")

    def asked(self) -> tuple[object, ...] | None:
        """Return what decides the text of the same report, or None where it is never the same."""
        if self.output or self.redact:
            return None
        shown = (self.quiet, self.verbose, self.statistics, self._wants_color())
        return (self.format_name, self.sarif_for, *shown)

    def text(self, report: Report, sources: Sources, names: Iterable[tuple[str, str]]) -> list[str]:
        """Return the report in parts; `names` are those that --redact is to hide."""
        from fwlint.reports.formats import render_as
        from fwlint.reports.style import Style

        style = Style(
            self._wants_color(),
            self.quiet,
            self.verbose,
            self.statistics,
            self.sarif_for == "archive",
            sources,
        )
        if self.redact:
            from fwlint.reports.pseudonyms import Pseudonyms
            from fwlint.reports.redaction import Redaction, redacted

            salt = self.redact_salt.encode() if self.redact_salt else os.urandom(32)
            report, style = redacted(report, style, Redaction(Pseudonyms(salt), names))
        return list(render_as(self.format_name, report, style))

    def _wants_color(self) -> bool:
        """See https://no-color.org and https://force-color.org."""
        if self.color != "auto":
            return self.color == "always"
        if os.environ.get("NO_COLOR") or self.output:
            return False
        return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def presentation_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options, and hand what they say to `command` as its `presentation`."""

    @wraps(command)
    def with_presentation(**options: Any) -> None:
        names = Presentation.__dataclass_fields__
        presentation = Presentation(**{name: options.pop(name) for name in names})
        presentation.refuse_contradictions()
        command(presentation=presentation, **options)

    for option in reversed(_OPTIONS):
        with_presentation = option(with_presentation)
    return with_presentation
