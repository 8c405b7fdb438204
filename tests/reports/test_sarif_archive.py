"""What a log is for: GitHub gets what is to be mended, an archive everything."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fwlint.model.finding import Finding, Suppression
from fwlint.model.source import Span
from fwlint.reports.report import FileReport, Report
from fwlint.reports.sarif import render
from fwlint.reports.style import Style

GITHUB, ARCHIVE = Style(), Style(archive=True)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def results(report: Report, style: Style, *findings: Finding, dialect: str = "iptables") -> Any:
    files = (FileReport("dp01.rules", dialect, 14, findings),)
    return json.loads("".join(render(replace(report, files=files), style)))["runs"][0]["results"]


def test_a_suppressed_result_is_in_the_archive_alone(report: Report, pxe_closed: Finding) -> None:
    accepted = replace(pxe_closed, suppression=Suppression("approved until 2027", in_source=True))

    assert results(report, GITHUB, accepted) == []
    (result,) = results(report, ARCHIVE, accepted)
    assert result["suppressions"] == [{"kind": "inSource", "justification": "approved until 2027"}]


def test_what_a_baseline_has_is_in_the_archive_alone_as_unchanged(
    report: Report, pxe_closed: Finding
) -> None:
    known = replace(pxe_closed, known=True, message="known for long")

    (new,) = results(report, GITHUB, known, pxe_closed)
    assert "baselineState" not in new
    states = [one["baselineState"] for one in results(report, ARCHIVE, known, pxe_closed)]
    assert sorted(states) == ["new", "unchanged"]


def test_a_suppression_says_who_gave_it_and_until_when(report: Report, pxe_closed: Finding) -> None:
    word = Suppression("the old scanner", owner="net team", until=date(2027, 1, 31))

    (result,) = results(report, ARCHIVE, replace(pxe_closed, suppression=word))

    assert result["suppressions"] == [
        {"kind": "external", "justification": "the old scanner, net team, until 2027-01-31"}
    ]


def test_a_proof_is_in_the_archive_alone_and_is_no_failure(
    report: Report, pxe_closed: Finding
) -> None:
    report = replace(report, checks=tuple(replace(one, is_proof=True) for one in report.checks))

    assert results(report, GITHUB, pxe_closed) == []
    (result,) = results(report, ARCHIVE, pxe_closed)
    assert (result["kind"], result["level"]) == ("pass", "none")


@pytest.fixture
def with_fix(pxe_closed: Finding) -> Finding:
    line = "-A INPUT -p udp --dport 4011 -j ACCEPT"
    fix = ("insert before line 9:", line)
    return replace(pxe_closed, fix=fix, fix_before=Span("dp01.rules", 9))


def test_a_fix_can_be_carried_out(report: Report, with_fix: Finding) -> None:
    (result,) = results(report, ARCHIVE, with_fix)

    assert result["fixes"] == [
        {
            "description": {"text": "Insert before line 9."},
            "artifactChanges": [
                {
                    "artifactLocation": {"uri": "dp01.rules"},
                    "replacements": [
                        {
                            "deletedRegion": {"startLine": 9, "startColumn": 1, "endColumn": 1},
                            "insertedContent": {"text": "-A INPUT -p udp --dport 4011 -j ACCEPT\n"},
                        }
                    ],
                }
            ],
        }
    ]


def test_github_reads_the_fix_in_the_message(report: Report, with_fix: Finding) -> None:
    (result,) = results(report, GITHUB, with_fix)

    assert "fixes" not in result
    assert "Fix: -A INPUT -p udp --dport 4011 -j ACCEPT\n" in result["message"]["text"]


def test_what_a_device_does_not_read_back_has_no_fix_to_carry_out(
    report: Report, with_fix: Finding
) -> None:
    (result,) = results(report, ARCHIVE, with_fix, dialect="windows-netsh")

    assert "fixes" not in result


def test_a_fix_without_a_known_line_is_only_told(report: Report, with_fix: Finding) -> None:
    (result,) = results(report, ARCHIVE, replace(with_fix, fix_before=None))

    assert "fixes" not in result
    assert "Fix: insert before line 9:" in result["message"]["text"]
