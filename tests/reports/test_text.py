"""The report for people says all it knows, in order, and nothing more."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.finding import Finding, Level, Related
from fwlint.model.source import Span
from fwlint.reports.report import FileReport, Report
from fwlint.reports.sources import Sources
from fwlint.reports.style import Style
from fwlint.reports.text import render
from tests.reports.conftest import FLOW_CLOSED

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
                  gpo.netsh.txt:3:1: the policy sets it

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
    assert "".join(render(report, Style())) == WHOLE_REPORT


def test_a_clean_file_is_shown_when_it_is_the_only_one(report: Report) -> None:
    alone = replace(report, files=report.files[2:3])

    assert (
        "".join(render(alone, Style()))
        == "clean.cfg  (cisco-ios, 212 rules)\n\nno findings in 1 file\n"
    )


def test_clean_files_together_are_one_line(report: Report) -> None:
    clean = report.files[2]

    assert (
        "".join(render(replace(report, files=(clean, clean)), Style()))
        == "no findings in 2 files\n"
    )


def test_the_summary_counts_each_level_from_the_worst_down(
    report: Report, pxe_closed: Finding
) -> None:
    levels = (Level.NOTE, Level.WARNING, Level.ERROR, Level.NOTE)
    findings = tuple(replace(pxe_closed, level=level) for level in levels)
    files = (FileReport("dp01.rules", "iptables", 14, findings),)

    summary = "".join(render(replace(report, files=files), Style())).splitlines()[-1]

    assert summary == "1 error, 1 warning, 2 notes in 1 file"


def test_findings_stand_in_the_order_of_their_lines(report: Report, pxe_closed: Finding) -> None:
    places = (Span("a", 20), Span("a", 3, 9), Span("a", 3, 2))
    findings = tuple(replace(pxe_closed, span=span) for span in places)
    files = (FileReport("a", "iptables", 3, findings),)

    text = "".join(render(replace(report, files=files), Style()))

    assert re.findall(r"^  (\d+:\d+)", text, re.MULTILINE) == ["3:2", "3:9", "20:1"]


def test_colour_marks_paths_and_levels_and_changes_nothing_else(report: Report) -> None:
    coloured = "".join(render(report, Style(color=True)))

    assert "\x1b[1mdp01.rules\x1b[0m" in coloured
    assert "\x1b[1;31merror:\x1b[0m FW201" in coloured
    assert "\x1b[1;33mwarning:\x1b[0m FW204" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == WHOLE_REPORT


def test_a_long_line_is_cut_where_a_person_stops_reading() -> None:
    line = "-A INPUT -m comment --comment " + "x" * 500
    diagnostic = Diagnostic(Span("a", 1), Trouble.NOT_UNDERSTOOD, "too long", text=line)

    text = "".join(
        render(Report((FileReport("a", "iptables", 0, (), (diagnostic,)),), ()), Style())
    )

    assert f"      line: {line[:119]}…\n" in text


def test_colour_from_a_configuration_is_shown_and_not_obeyed(hostile: Report) -> None:
    text = "".join(render(hostile, Style()))

    assert "\\x1b[2J\\x9b31m\\u202e\\x7f\\u2028\\udce9[click]" in text
    assert all(character.isprintable() for character in text.replace("\n", ""))


def test_colour_of_our_own_is_the_only_escape_sequence(hostile: Report) -> None:
    escapes = set(
        re.findall(r"\x1b\[[^a-zA-Z]*[a-zA-Z]", "".join(render(hostile, Style(color=True))))
    )

    assert escapes == {"\x1b[0m", "\x1b[1m", "\x1b[1;31m", "\x1b[1;36m"}


RULES = b"""\
*filter
:INPUT DROP [0:0]
-A INPUT -s 10.20.0.0/16 -p udp --dport 69 -j ACCEPT
"""

WITH_THE_LINE = """\
dp01.rules  (iptables, 3 rules)

  2:1  error: FW201 documented-flow-closed
    UDP 4011 is closed
      2 | :INPUT DROP [0:0]
        | ^
      way:     line 3: filter/INPUT jumps to filter/clients
               line 2: filter/INPUT denies by default
      witness: udp 10.20.0.1:68 > 10.0.0.21:4011
      fix:     insert before line 3:
               -A INPUT -p udp -m udp --dport 4011 -j ACCEPT

  3:28  error: not understood
    '--dport' is not understood
      3 | -A INPUT -s 10.20.0.0/16 -p udp --dport 69 -j ACCEPT
        |                            ^
      hint: expected match, target

1 error in 1 file; 1 line not understood
"""


@pytest.fixture
def in_lines() -> tuple[Report, Sources]:
    finding = Finding(
        "FW201",
        Level.ERROR,
        "UDP 4011 is closed",
        Span("dp01.rules", 2),
        decided_by=":INPUT DROP [0:0]",
        witness="udp 10.20.0.1:68 > 10.0.0.21:4011",
        fix=("insert before line 3:", "-A INPUT -p udp -m udp --dport 4011 -j ACCEPT"),
        path=(
            Related(Span("dp01.rules", 3), "filter/INPUT jumps to filter/clients"),
            Related(Span("dp01.rules", 2), "filter/INPUT denies by default"),
        ),
    )
    diagnostic = Diagnostic(
        Span("dp01.rules", 3, 28),
        Trouble.NOT_UNDERSTOOD,
        "'--dport' is not understood",
        "expected match, target",
        "-A INPUT -s 10.20.0.0/16 -p udp --dport 69 -j ACCEPT",
    )
    file = FileReport("dp01.rules", "iptables", 3, (finding,), (diagnostic,))
    sources = Sources(read=lambda _: RULES, split=lambda data: data.decode().split("\n"))
    return Report((file,), (FLOW_CLOSED,)), sources


def test_the_line_is_shown_with_a_caret_and_not_quoted_again(
    in_lines: tuple[Report, Sources],
) -> None:
    report, sources = in_lines

    assert "".join(render(report, Style(sources=sources))) == WITH_THE_LINE


def test_the_caret_has_the_colour_of_the_level(in_lines: tuple[Report, Sources]) -> None:
    report, sources = in_lines

    coloured = "".join(render(report, Style(color=True, sources=sources)))

    assert "\x1b[1;31m^\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == WITH_THE_LINE


def test_quiet_is_a_line_for_each_finding_and_for_what_was_not_understood(report: Report) -> None:
    assert "".join(render(report, Style(quiet=True))).splitlines() == [
        "dp01.rules:14:1: error: FW201 "
        "PXE-enabled distribution point: inbound UDP 4011 (BINL) is closed",
        "dp01.rules:9:22: error: not-understood: this rule is not understood from '--weird' on",
        "sql01.netsh.txt:31:5: warning: FW204 SQL Browser, UDP 1434, is open to any",
        "missing.cfg: error: unreadable: no such file",
    ]


def test_quiet_has_nothing_to_say_of_clean_files(report: Report) -> None:
    assert "".join(render(replace(report, files=report.files[2:3]), Style(quiet=True))) == ""


def test_verbose_leaves_no_file_and_nothing_known_out(report: Report, pxe_closed: Finding) -> None:
    more = replace(pxe_closed, also=("lync/binl", "office/pxe"))
    files = (FileReport("dp01.rules", "iptables", 14, (more,)), *report.files[2:])

    text = "".join(render(replace(report, files=files), Style(verbose=True)))

    assert "\nclean.cfg  (cisco-ios, 212 rules)\n" in text
    assert (
        "      also asked by: lync/binl\n"
        "                     office/pxe\n"
        "      check:         A flow that a document requires is closed.\n"
    ) in text


def test_statistics_count_the_findings_of_each_check(report: Report, pxe_closed: Finding) -> None:
    findings = (pxe_closed,) * 11
    files = (*report.files[1:], FileReport("dp02.rules", "iptables", 14, findings))

    text = "".join(render(replace(report, files=files), Style(statistics=True)))

    assert (
        "\n\n11  FW201 documented-flow-closed\n 1  FW204 unneeded-service-open\n\n11 errors" in text
    )


def test_statistics_of_nothing_are_nothing(report: Report) -> None:
    alone = replace(report, files=report.files[2:3])

    assert "".join(render(alone, Style(statistics=True))) == "".join(render(alone, Style()))
