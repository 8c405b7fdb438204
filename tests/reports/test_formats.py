"""The command line chooses a format by name, and pays for no other."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from fwlint.reports.formats import FORMATS, render_as
from fwlint.reports.report import Report


def test_each_format_renders_the_same_report(report: Report) -> None:
    rendered = {name: render_as(name, report, color=False) for name in FORMATS}

    assert rendered["text"].startswith("dp01.rules  (iptables, 14 rules)\n")
    assert json.loads(rendered["json"])["summary"]["errors"] == 1
    assert len(json.loads(rendered["sarif"])["runs"][0]["results"]) == 2


@pytest.mark.parametrize("name", ["json", "sarif"])
def test_formats_for_machines_have_no_colour(name: str, report: Report) -> None:
    assert render_as(name, report, color=True) == render_as(name, report, color=False)


def test_text_has_colour_when_it_is_asked_for(report: Report) -> None:
    assert "\x1b[" in render_as("text", report, color=True)


def test_choosing_a_format_does_not_import_sarif_om() -> None:
    program = "import sys, fwlint.reports.formats; sys.exit('sarif_om' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
