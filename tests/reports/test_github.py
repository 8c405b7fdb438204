"""Workflow commands: an annotation for each finding, and nothing else gets a command through."""

from __future__ import annotations

from dataclasses import replace

from fwlint.model.finding import Finding, Level
from fwlint.model.source import Span
from fwlint.reports.github import render
from fwlint.reports.report import FileReport, Report
from fwlint.reports.style import Style


def test_a_finding_is_an_annotation_at_its_line(report: Report, pxe_closed: Finding) -> None:
    files = (FileReport("dp01.rules", "iptables", 14, (pxe_closed,)),)

    assert "".join(render(replace(report, files=files), Style())) == (
        "::error file=dp01.rules,title=FW201 documented-flow-closed,line=14,col=1::"
        "PXE-enabled distribution point: inbound UDP 4011 (BINL) is closed"
        "%0Adecided by: :INPUT DROP [0:0]"
        "%0Awitness: udp 198.51.100.10:68 > 192.0.2.20:4011"
        "%0Arequirement: configmgr/pxe-binl"
        "%0Adocument: Ports used in Configuration Manager, "
        "“Client -- > Distribution point configured for PXE”, line 178\n"
    )


def test_what_was_not_understood_comes_first_and_assumptions_do_not_come(report: Report) -> None:
    lines = "".join(render(report, Style())).splitlines()

    assert [line.split(" ")[0] for line in lines] == ["::error", "::error", "::error", "::warning"]
    assert "title=fwlint%3A not understood,line=9,col=22::" in lines[0]
    assert "title=fwlint%3A unreadable::no such file" in lines[1]


def test_the_most_severe_findings_come_first(report: Report, pxe_closed: Finding) -> None:
    levels = (Level.NOTE, Level.ERROR, Level.WARNING)
    findings = tuple(
        replace(pxe_closed, level=level, span=Span("a", n)) for n, level in enumerate(levels, 1)
    )
    files = (FileReport("a", "iptables", 3, findings),)

    lines = "".join(render(replace(report, files=files), Style())).splitlines()

    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", "::notice"]


def test_an_entry_of_a_file_without_lines_is_named_in_the_text(
    report: Report, pxe_closed: Finding
) -> None:
    finding = replace(pxe_closed, span=Span("a.wfw", entry="Inbound/RDP"))
    files = (FileReport("a.wfw", "windows-wfw", 1, (finding,)),)

    (line,) = "".join(render(replace(report, files=files), Style())).splitlines()

    assert ",line=" not in line
    assert "::Inbound/RDP%0APXE-enabled" in line


def test_a_configuration_cannot_write_a_command(report: Report, pxe_closed: Finding) -> None:
    forged = "x\n::add-mask::y\r\n::error file=a,line=1::100%0A"
    finding = replace(pxe_closed, message=forged, span=Span("a,b:c.cfg", 1))
    files = (FileReport("a,b:c.cfg", "cisco-ios", 1, (finding,)),)

    (line,) = "".join(render(replace(report, files=files), Style())).splitlines()

    assert line.startswith("::error file=a%2Cb%3Ac.cfg,")
    assert "x\\n::add-mask::y\\r\\n::error file=a,line=1::100%250A" in line
