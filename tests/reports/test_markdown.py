"""The summary of a job: short at a glance, everything on demand, and no markup from outside."""

from __future__ import annotations

from dataclasses import replace

from markdown_it import MarkdownIt

from fwlint.model.finding import Finding
from fwlint.model.source import Span
from fwlint.reports.markdown import render
from fwlint.reports.report import FileReport, Report
from fwlint.reports.style import Style


def html(text: str) -> str:
    page: str = MarkdownIt("gfm-like", {"linkify": False}).render(text)
    return page


def test_the_summary_and_the_worst_findings_come_first(report: Report) -> None:
    lines = "".join(render(report, Style())).splitlines()

    assert lines[0] == "## fwlint"
    assert lines[2].startswith("**1 error, 1 warning in 4 files;")
    rows = [line for line in lines if line.startswith("| 🟥") or line.startswith("| 🟨")]
    assert [row.split(" | ")[0] for row in rows] == ["| 🟥", "| 🟥", "| 🟥", "| 🟨"]
    assert "FW201" in rows[2]


def test_the_table_is_one_for_whoever_reads_markdown(report: Report) -> None:
    page = html("".join(render(report, Style())))

    assert page.count("<table>") == 1
    assert page.count("<tr>") == 5
    assert "<td>FW204 SQL Browser, UDP 1434, is open to any</td>" in page


def test_what_proves_a_finding_can_be_unfolded(report: Report) -> None:
    text = "".join(render(report, Style()))

    assert text.count("<details>") == 2
    assert "- decided by: <code>:INPUT DROP &#91;0:0&#93;</code>" in text


def test_a_configuration_sets_nothing_in_the_page(report: Report, pxe_closed: Finding) -> None:
    forged = "a | b **c** [d](https://evil.example) <img src=x> `e` ![f](g) @h"
    span = Span("x|y.cfg", 1)
    finding = replace(pxe_closed, message=forged, decided_by=forged, span=span, row=None)
    files = (FileReport(span.path, "cisco-ios", 1, (finding,)),)

    page = html("".join(render(replace(report, files=files), Style())))

    assert "a | b **c** [d](https://evil.example) &lt;img src=x&gt; `e` ![f](g) @h" in page
    assert not [tag for tag in ("<img", "<a ", "<em>") if tag in page]
    assert page.count("<strong>") == 1  # the summary's own
    assert page.count("<td>") == 3


def test_a_page_that_would_be_too_long_says_what_is_missing(
    report: Report, pxe_closed: Finding
) -> None:
    finding = replace(pxe_closed, message="x" * 2000)
    findings = tuple(replace(finding, span=Span("a", n)) for n in range(1, 1001))
    files = (FileReport("a", "iptables", 1000, findings),)

    text = "".join(render(replace(report, files=files), Style()))

    shown = text.count("| 🟥")
    assert len(text.encode()) < 2**20
    assert 300 < shown < 1000
    assert f"\n{1000 - shown} more findings are not shown here.\n" in text
