"""The JSON report is what its schema says, which others build on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from fwlint.reports.json_report import VERSION, render
from fwlint.reports.report import Report
from fwlint.reports.style import Style

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "report.schema.json").read_text())


def errors(document: Any) -> list[str]:
    return [one.json_path for one in Draft202012Validator(SCHEMA).iter_errors(document)]


def test_the_schema_is_one_and_is_of_this_version() -> None:
    Draft202012Validator.check_schema(SCHEMA)

    assert SCHEMA["properties"]["version"] == SCHEMA["properties"]["version"] | {"const": VERSION}


@pytest.mark.parametrize("name", ["report", "hostile"])
def test_a_report_is_valid(name: str, request: pytest.FixtureRequest) -> None:
    assert errors(json.loads("".join(render(request.getfixturevalue(name), Style())))) == []


def test_an_empty_report_is_valid() -> None:
    assert errors(json.loads("".join(render(Report((), ()), Style())))) == []


@pytest.mark.parametrize("key", ["path", "fix", "document", "related", "entry"])
def test_a_key_that_goes_breaks_the_promise(key: str, report: Report) -> None:
    document = json.loads("".join(render(report, Style())))
    del document["files"][0]["findings"][0][key]

    assert errors(document) == ["$.files[0].findings[0]"]


def test_a_key_that_nobody_promised_is_noticed(report: Report) -> None:
    document = json.loads("".join(render(report, Style())))
    document["files"][0]["findings"][0]["score"] = 7

    assert errors(document) == ["$.files[0].findings[0]"]
