"""A report as a run would make it: two findings, one of each trouble, a clean file."""

from __future__ import annotations

import pytest

from fwlint.model.check_info import CheckInfo
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.finding import Finding, Level, Related
from fwlint.model.source import DocumentRow, Span
from fwlint.reports.report import FileReport, Report

HOSTILE = "\x1b[2J\x9b31m\u202e\x7f\u2028\udce9[click](https://evil.example) <img> \\"


FLOW_CLOSED = CheckInfo(
    "FW201",
    "documented-flow-closed",
    Level.ERROR,
    5.5,
    """A flow that a document requires is closed.

## Why it matters

The service fails, and nothing
on the host says why.

## Example

    :INPUT DROP [0:0]""",
)
SERVICE_OPEN = CheckInfo(
    "FW204",
    "unneeded-service-open",
    Level.WARNING,
    6.5,
    "A service that a document calls not needed is open.",
)


@pytest.fixture
def pxe_closed() -> Finding:
    return Finding(
        check="FW201",
        level=Level.ERROR,
        message="PXE-enabled distribution point: inbound UDP 4011 (BINL) is closed",
        span=Span("dp01.rules", 14),
        decided_by=":INPUT DROP [0:0]",
        witness="udp 198.51.100.10:68 > 192.0.2.20:4011",
        requirement="configmgr/pxe-binl",
        row=DocumentRow(
            "Ports used in Configuration Manager",
            "Client -- > Distribution point configured for PXE",
            178,
            "48098f9f",
            "2018-09-10",
        ),
    )


@pytest.fixture
def browser_open() -> Finding:
    return Finding(
        check="FW204",
        level=Level.WARNING,
        message="SQL Browser, UDP 1434, is open to any",
        span=Span("sql01.netsh.txt", 31, 5),
        decided_by="Rule Name:   SQL Browser\n--------\nAction:      Allow\n",
        conditions=("program C:\\sql\\browser.exe",),
        related=(
            Related(Span("sql01.netsh.txt", 7), "the profile is active"),
            Related(Span("gpo.netsh.txt", 3), "the policy sets it"),
        ),
    )


@pytest.fixture
def report(pxe_closed: Finding, browser_open: Finding) -> Report:
    not_understood = Diagnostic(
        Span("dp01.rules", 9, 22),
        Trouble.NOT_UNDERSTOOD,
        "this rule is not understood from '--weird' on",
        "expected match, target",
        "-A INPUT -p udp --weird 7 -j ACCEPT",
    )
    assumed = Diagnostic(
        Span("sql01.netsh.txt"), Trouble.ASSUMED, "the default inbound action is taken as block"
    )
    missing = Diagnostic(Span("missing.cfg"), Trouble.UNREADABLE, "no such file")
    return Report(
        files=(
            FileReport("dp01.rules", "iptables", 14, (pxe_closed,), (not_understood,)),
            FileReport("sql01.netsh.txt", "windows", 1, (browser_open,), (assumed,)),
            FileReport("clean.cfg", "cisco-ios", 212),
            FileReport("missing.cfg", "", 0, (), (missing,)),
        ),
        checks=(FLOW_CLOSED, SERVICE_OPEN),
    )


@pytest.fixture
def hostile() -> Report:
    """A report in which every text that others can write holds what terminals and GitHub obey."""
    span = Span(f"{HOSTILE}.cfg", 3)
    finding = Finding(
        "FW204",
        Level.NOTE,
        HOSTILE,
        span,
        HOSTILE,
        HOSTILE,
        HOSTILE,
        DocumentRow(HOSTILE, HOSTILE, 1, HOSTILE),
        (HOSTILE,),
        (Related(span, HOSTILE),),
    )
    diagnostic = Diagnostic(span, Trouble.NOT_UNDERSTOOD, HOSTILE, HOSTILE, HOSTILE)
    files = (FileReport(span.path, "cisco-ios", 1, (finding,), (diagnostic,)),)
    return Report(files, (FLOW_CLOSED, SERVICE_OPEN))
