"""The SARIF log is valid, complete, and says to GitHub what it reads."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from fwlint.model.finding import Finding, Level
from fwlint.model.source import Span
from fwlint.reports.report import FileReport, Report
from fwlint.reports.sarif import render
from fwlint.reports.style import Style

SCHEMA = Path(__file__).parents[1] / "fixtures" / "reports" / "sarif-2.1.0.schema.json"


@pytest.fixture(scope="session")
def validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def run_of(report: Report) -> Any:
    return json.loads("".join(render(report, Style())))["runs"][0]


def result_of(report: Report, finding: Finding) -> Any:
    files = (FileReport(finding.span.path, "iptables", 1, (finding,)),)
    return run_of(replace(report, files=files))["results"][0]


def test_the_log_is_valid_by_the_schema_of_the_standard(
    report: Report, hostile: Report, validator: Draft202012Validator
) -> None:
    for one in (report, hostile, Report((), ())):
        assert list(validator.iter_errors(json.loads("".join(render(one, Style()))))) == []


def test_the_schema_would_notice_a_level_that_does_not_exist(
    report: Report, validator: Draft202012Validator
) -> None:
    log = json.loads("".join(render(report, Style())))
    log["runs"][0]["results"][0]["level"] = "banana"

    assert [error.json_path for error in validator.iter_errors(log)] == [
        "$.runs[0].results[0].level"
    ]


def test_the_log_begins_with_what_it_is(report: Report) -> None:
    log = json.loads("".join(render(report, Style())))

    assert list(log) == ["$schema", "version", "runs"]
    assert log["version"] == "2.1.0"
    assert len(log["runs"]) == 1
    assert log["runs"][0]["automationDetails"] == {"id": "fwlint/"}


def test_a_check_becomes_a_rule_with_its_page_as_help(report: Report) -> None:
    first = run_of(report)["tool"]["driver"]["rules"][0]

    page = report.checks[0].page
    assert first == {
        "id": "FW201",
        "name": "DocumentedFlowClosed",
        "shortDescription": {"text": "A flow that a document requires is closed."},
        "fullDescription": {
            "text": "A flow that a document requires is closed. "
            "The service fails, and nothing on the host says why."
        },
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": "error"},
        "properties": {
            "tags": ["security", "firewall"],
            "precision": "very-high",
            "security-severity": "5.5",
        },
    }


def test_a_long_description_is_cut_to_what_github_takes(report: Report) -> None:
    page = f"Much is wrong.\n\n## Why it matters\n{'Because. ' * 200}\n"
    long_winded = replace(report.checks[0], page=page)

    (rule,) = run_of(Report((), (long_winded,)))["tool"]["driver"]["rules"]

    assert len(rule["fullDescription"]["text"]) == 1024
    assert rule["help"]["text"] == page


def test_a_result_points_at_its_rule_and_carries_the_proof(report: Report) -> None:
    run = run_of(report)
    result = run["results"][0]

    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "FW201"
    assert result["properties"] == {
        "requirement": "configmgr/pxe-binl",
        "document": {
            "title": "Ports used in Configuration Manager",
            "section": "Client -- > Distribution point configured for PXE",
            "line": 178,
            "revision": "48098f9f",
            "date": "2018-09-10",
            "address": "",
        },
        "witness": "udp 198.51.100.10:68 > 192.0.2.20:4011",
        "decidedBy": ":INPUT DROP [0:0]",
    }


@pytest.mark.parametrize("level", list(Level))
def test_a_level_is_always_said_even_where_it_is_the_default_of_the_schema(
    level: Level, report: Report, pxe_closed: Finding
) -> None:
    result = result_of(report, replace(pxe_closed, level=level))

    assert result["level"] == str(level)


def test_the_message_begins_with_the_finding_as_one_sentence(
    report: Report, pxe_closed: Finding
) -> None:
    lines = result_of(report, pxe_closed)["message"]["text"].split("\n")

    assert lines == [
        r"PXE-enabled distribution point: inbound UDP 4011 \(BINL\) is closed.",
        r"Decided by: :INPUT DROP \[0:0\].",
        r"Witness: udp 198.51.100.10:68 \> 192.0.2.20:4011.",
        "Requirement: configmgr/pxe-binl.",
        r"Document: Ports used in Configuration Manager, "
        r"“Client -- \> Distribution point configured for PXE”, line 178.",
    ]


def test_related_places_are_linked_in_the_message(report: Report, browser_open: Finding) -> None:
    result = result_of(report, browser_open)

    assert result["message"]["text"].endswith(
        "See also: [the profile is active](1).\nSee also: [the policy sets it](2)."
    )
    second = result["relatedLocations"][1]
    assert second["id"] == 2
    assert second["message"]["text"] == "the policy sets it"
    assert second["physicalLocation"]["artifactLocation"]["uri"] == "gpo.netsh.txt"
    assert second["physicalLocation"]["region"]["startLine"] == 3


def test_a_configuration_cannot_put_a_link_into_an_alert(hostile: Report) -> None:
    text = "".join(render(hostile, Style()))
    (result,) = json.loads(text)["runs"][0]["results"]

    assert r"\[click\]\(https://evil.example\) \<img\> \\" in result["message"]["text"]
    assert "[click](" not in result["message"]["text"]
    assert all(character.isprintable() for character in text.replace("\n", ""))


def test_a_region_is_one_line(report: Report, browser_open: Finding) -> None:
    (place,) = result_of(report, browser_open)["locations"]

    assert place["physicalLocation"]["region"] == {"startLine": 31, "startColumn": 5, "endLine": 31}


def test_the_file_as_a_whole_is_its_first_line(report: Report, pxe_closed: Finding) -> None:
    (place,) = result_of(report, replace(pxe_closed, span=Span("dp01.rules")))["locations"]

    assert place["physicalLocation"]["region"] == {"startLine": 1, "startColumn": 1, "endLine": 1}


def test_diagnostics_are_notifications_with_their_kind_level_and_place(report: Report) -> None:
    (invocation,) = run_of(report)["invocations"]

    notes = invocation["toolExecutionNotifications"]
    assert [(note["descriptor"]["id"], note["level"]) for note in notes] == [
        ("not-understood", "error"),
        ("assumed", "note"),
        ("unreadable", "error"),
    ]
    assert notes[0]["message"]["text"].split("\n") == [
        "this rule is not understood from '--weird' on.",
        "expected match, target.",
        "-A INPUT -p udp --weird 7 -j ACCEPT.",
    ]
    assert notes[0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "dp01.rules"},
        "region": {"startLine": 9, "startColumn": 22, "endLine": 9},
    }


@pytest.mark.parametrize(("kept", "successful"), [(0, False), (1, True), (2, True), (3, False)])
def test_a_run_succeeds_unless_something_was_not_read_or_not_understood(
    kept: int, successful: bool, report: Report
) -> None:
    (invocation,) = run_of(replace(report, files=(report.files[kept],)))["invocations"]

    assert invocation["executionSuccessful"] is successful
