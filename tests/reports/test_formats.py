"""The command line chooses a format by name, and pays for no other."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.finding import Finding, Suppression
from fwlint.model.source import Span
from fwlint.reports.formats import FORMATS, render_as
from fwlint.reports.report import FileReport, Report
from fwlint.reports.sources import Sources
from fwlint.reports.style import Style


def test_each_format_renders_the_same_report(report: Report) -> None:
    rendered = {name: "".join(render_as(name, report, Style())) for name in FORMATS}

    assert rendered["text"].startswith("dp01.rules  (iptables, 14 rules)\n")
    assert json.loads(rendered["json"])["summary"]["errors"] == 1
    assert len(json.loads(rendered["sarif"])["runs"][0]["results"]) == 2


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {"text"}))
def test_formats_for_machines_have_no_colour(name: str, report: Report) -> None:
    assert "".join(render_as(name, report, Style(color=True))) == "".join(
        render_as(name, report, Style())
    )


def test_text_has_colour_when_it_is_asked_for(report: Report) -> None:
    assert "\x1b[" in "".join(render_as("text", report, Style(color=True)))


def test_choosing_a_format_does_not_import_sarif_om() -> None:
    program = "import sys, fwlint.reports.formats; sys.exit('sarif_om' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_text_can_neither_command_a_terminal_nor_break_a_format(
    name: str, hostile: Report
) -> None:
    text = "".join(render_as(name, hostile, Style()))

    assert all(character.isprintable() for character in text.replace("\n", ""))


@pytest.mark.parametrize("name", FORMATS)
def test_a_finding_that_was_accepted_is_not_reported(
    name: str, report: Report, pxe_closed: Finding
) -> None:
    accepted = replace(pxe_closed, suppression=Suppression("approved until 2027"))
    files = (FileReport("dp01.rules", "iptables", 14, (accepted,)),)

    text = "".join(render_as(name, replace(report, files=files), Style()))

    assert "UDP 4011" not in text
    assert "approved" not in text


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_quotes_a_secret(name: str, report: Report, pxe_closed: Finding) -> None:
    line = "snmp-server community hunter2 RO"
    told = replace(pxe_closed, decided_by=line)
    trouble = Diagnostic(Span("dp01.rules", 1), Trouble.NOT_UNDERSTOOD, "what is this?", text=line)
    files = (FileReport("dp01.rules", "iptables", 14, (told,), (trouble,)),)
    sources = Sources(read=lambda _: line.encode() * 20, split=lambda _: (line,) * 20)

    text = "".join(render_as(name, replace(report, files=files), Style(sources=sources)))

    assert "what is this?" in text
    assert "hunter2" not in text


@pytest.mark.parametrize("name", FORMATS)
def test_a_long_report_comes_in_parts_that_are_neither_long_nor_many(
    name: str, report: Report, pxe_closed: Finding
) -> None:
    many = tuple(replace(pxe_closed, span=Span("a.rules", line)) for line in range(1, 3_000))
    files = (FileReport("a.rules", "iptables", 3_000, many),)

    parts = list(render_as(name, replace(report, files=files), Style()))

    assert max(map(len, parts)) <= 1_000_000
    assert len(parts) <= 2 * len("".join(parts)) // 1_000_000 + 1
