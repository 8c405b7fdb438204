"""The report for people says all it knows, in order, and nothing more."""

from __future__ import annotations

import re
from dataclasses import replace

from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.finding import Finding, Level
from fwlint.model.source import Span
from fwlint.reports.report import FileReport, Report
from fwlint.reports.text import render

WHOLE_REPORT = """\
dp01.rules  (iptables, 14 rules)

  14:1  error: FW201 documented-flow-closed
    PXE-enabled distribution point: inbound UDP 4011 (BINL) is closed
      decided by:  :INPUT DROP [0:0]
      witness:     udp 198.51.100.10:68 > 192.0.2.20:4011
      requirement: configmgr/pxe-binl
      document:    Ports used in Configuration Manager, \
“Client -- > Distribution point configured for PXE”, line 178

  9:22  error: not understood
    this rule is not understood from '--weird' on
      line: -A INPUT -p udp --weird 7 -j ACCEPT
      hint: expected match, target

sql01.netsh.txt  (windows, 1 rule)

  31:5  warning: FW204 unneeded-service-open
    SQL Browser, UDP 1434, is open to any
      decided by: Rule Name:   SQL Browser; Action:      Allow
      condition:  program C:\\sql\\browser.exe
      see also:   line 7: the profile is active
      see also:   gpo.netsh.txt:3:1: the policy sets it

  note: assumed
    the default inbound action is taken as block

missing.cfg

  error: unreadable
    no such file

1 error, 1 warning in 4 files; 1 place unreadable, 1 line not understood, 1 assumption
"""


def test_a_report_names_places_evidence_and_doubts_and_leaves_out_the_clean_file(
    report: Report,
) -> None:
    assert render(report) == WHOLE_REPORT


def test_a_clean_file_is_shown_when_it_is_the_only_one(report: Report) -> None:
    alone = replace(report, files=report.files[2:3])

    assert render(alone) == "clean.cfg  (cisco-ios, 212 rules)\n\nno findings in 1 file\n"


def test_clean_files_together_are_one_line(report: Report) -> None:
    clean = report.files[2]

    assert render(replace(report, files=(clean, clean))) == "no findings in 2 files\n"


def test_the_summary_counts_each_level_from_the_worst_down(
    report: Report, pxe_closed: Finding
) -> None:
    levels = (Level.NOTE, Level.WARNING, Level.ERROR, Level.NOTE)
    findings = tuple(replace(pxe_closed, level=level) for level in levels)
    files = (FileReport("dp01.rules", "iptables", 14, findings),)

    summary = render(replace(report, files=files)).splitlines()[-1]

    assert summary == "1 error, 1 warning, 2 notes in 1 file"


def test_findings_stand_in_the_order_of_their_lines(report: Report, pxe_closed: Finding) -> None:
    places = (Span("a", 20), Span("a", 3, 9), Span("a", 3, 2))
    findings = tuple(replace(pxe_closed, span=span) for span in places)
    files = (FileReport("a", "iptables", 3, findings),)

    text = render(replace(report, files=files))

    assert re.findall(r"^  (\d+:\d+)", text, re.MULTILINE) == ["3:2", "3:9", "20:1"]


def test_colour_marks_paths_and_levels_and_changes_nothing_else(report: Report) -> None:
    coloured = render(report, color=True)

    assert "\x1b[1mdp01.rules\x1b[0m" in coloured
    assert "\x1b[1;31merror:\x1b[0m FW201" in coloured
    assert "\x1b[1;33mwarning:\x1b[0m FW204" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == WHOLE_REPORT


def test_a_long_line_is_cut_where_a_person_stops_reading() -> None:
    line = "-A INPUT -m comment --comment " + "x" * 500
    diagnostic = Diagnostic(Span("a", 1), Trouble.NOT_UNDERSTOOD, "too long", text=line)

    text = render(Report((FileReport("a", "iptables", 0, (), (diagnostic,)),), ()))

    assert f"      line: {line[:119]}…\n" in text


def test_colour_from_a_configuration_is_shown_and_not_obeyed(hostile: Report) -> None:
    text = render(hostile)

    assert "\\x1b[2J\\x9b31m\\u202e\\x7f\\u2028\\udce9[click]" in text
    assert all(character.isprintable() for character in text.replace("\n", ""))


def test_colour_of_our_own_is_the_only_escape_sequence(hostile: Report) -> None:
    escapes = set(re.findall(r"\x1b\[[^a-zA-Z]*[a-zA-Z]", render(hostile, color=True)))

    assert escapes == {"\x1b[0m", "\x1b[1m", "\x1b[1;31m", "\x1b[1;36m"}
