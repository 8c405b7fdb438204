"""GitHub refuses a log that is too large, so that the least severe results stay out of it."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.finding import Finding, Level, Related
from fwlint.model.source import Span
from fwlint.reports import sarif
from fwlint.reports.report import FileReport, Report
from fwlint.reports.style import Style


def log(report: Report, *findings: Finding, style: Style | None = None) -> str:
    files = (FileReport("a.rules", "iptables", 14, findings),)
    return "".join(sarif.render(replace(report, files=files), style or Style()))


def run(text: str) -> Any:
    return json.loads(text)["runs"][0]


def notes(text: str) -> list[str]:
    (invocation,) = run(text)["invocations"]
    return [one["message"]["text"] for one in invocation["toolExecutionNotifications"]]


@pytest.fixture
def many(pxe_closed: Finding) -> list[Finding]:
    """Return forty findings, every fourth of them an error."""
    return [
        replace(
            pxe_closed,
            level=Level.NOTE if number % 4 else Level.ERROR,
            span=Span("a.rules", number + 1),
        )
        for number in range(40)
    ]


def test_the_limits_are_those_that_github_names() -> None:
    assert (sarif.MAX_RESULTS, sarif.MAX_COMPRESSED) == (25_000, 10_000_000)


def test_the_most_severe_results_come_first(report: Report, many: list[Finding]) -> None:
    levels = [one["level"] for one in run(log(report, *many))["results"]]

    assert levels == ["error"] * 10 + ["note"] * 30


def test_of_too_many_results_the_least_severe_are_left_out_and_counted(
    report: Report, many: list[Finding], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif, "MAX_RESULTS", 12)

    text = log(report, *many)

    assert [one["level"] for one in run(text)["results"]] == ["error"] * 10 + ["note"] * 2
    assert notes(text) == ["28 findings are left out; --sarif-for archive writes them all."]


def test_an_archive_has_no_limits(
    report: Report, many: list[Finding], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif, "MAX_RESULTS", 12)

    text = log(report, *many, style=Style(archive=True))

    assert len(run(text)["results"]) == 40
    assert notes(text) == []


def test_a_log_that_compresses_badly_is_made_smaller(
    report: Report, many: list[Finding], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif, "MAX_COMPRESSED", 20_000)
    random = Random(7)
    noise = [replace(one, decided_by=random.randbytes(1000).hex()) for one in many]

    text = log(report, *noise)

    kept = len(run(text)["results"])
    assert len(gzip.compress(text.encode())) <= 20_000
    assert 5 < kept < 40
    assert notes(text) == [
        f"{40 - kept} findings are left out; --sarif-for archive writes them all."
    ]


def test_of_many_related_places_a_hundred_are_shown(report: Report, pxe_closed: Finding) -> None:
    related = tuple(Related(Span("a.rules", n), f"rule {n}") for n in range(1, 131))

    (result,) = run(log(report, replace(pxe_closed, related=related)))["results"]

    assert len(result["relatedLocations"]) == 100
    assert result["message"]["text"].endswith("See also: [rule 100](100).\nAnd 30 more places.")


def test_of_many_lines_that_were_not_understood_a_thousand_are_shown(report: Report) -> None:
    troubles = tuple(
        Diagnostic(Span("a.rules", n), Trouble.NOT_UNDERSTOOD, "what?") for n in range(1, 1301)
    )
    files = (FileReport("a.rules", "iptables", 0, (), troubles),)

    text = "".join(sarif.render(replace(report, files=files), Style()))

    assert len(notes(text)) == 1001
    assert notes(text)[0].startswith("300 messages like these are left out;")
