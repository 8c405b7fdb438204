"""Every check there is becomes a rule that GitHub takes."""

from __future__ import annotations

import json

import pytest

from fwlint.model.check import Check
from fwlint.registry import all_checks
from fwlint.reports.report import Report
from fwlint.reports.sarif import render
from fwlint.reports.style import Style


@pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.id)
def test_a_check_keeps_within_what_github_takes(check: type[Check]) -> None:
    log = json.loads("".join(render(Report((), (check.info(),)), Style())))
    (rule,) = log["runs"][0]["tool"]["driver"]["rules"]

    severity = float(rule["properties"]["security-severity"])
    assert 0 < severity <= 10
    assert severity != 9.0  # GitHub's words leave open whether that is high or critical
    assert 0 < len(rule["shortDescription"]["text"]) <= 1024
    assert 0 < len(rule["fullDescription"]["text"]) <= 1024
    assert rule["help"]["text"]
    assert rule["name"].casefold() != rule["id"].casefold()
    assert len(rule["properties"]["tags"]) <= 10
