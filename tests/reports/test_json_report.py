"""fwlint's own JSON keeps every key, whatever the finding has."""

from __future__ import annotations

import json
from dataclasses import replace

from fwlint import __version__
from fwlint.reports.json_report import render
from fwlint.reports.report import FileReport, Report
from fwlint.reports.style import Style


def test_a_finding_carries_its_whole_proof(report: Report) -> None:
    document = json.loads("".join(render(report, Style())))

    assert document["version"] == 1
    assert document["fwlint"] == __version__
    assert document["files"][0]["findings"] == [
        {
            "check": "FW201",
            "name": "documented-flow-closed",
            "level": "error",
            "message": "PXE-enabled distribution point: inbound UDP 4011 (BINL) is closed",
            "line": 14,
            "column": 1,
            "entry": "",
            "decided_by": ":INPUT DROP [0:0]",
            "witness": "udp 198.51.100.10:68 > 192.0.2.20:4011",
            "requirement": "configmgr/pxe-binl",
            "also": [],
            "document": {
                "title": "Ports used in Configuration Manager",
                "section": "Client -- > Distribution point configured for PXE",
                "line": 178,
                "revision": "48098f9f",
                "date": "2018-09-10",
                "address": "",
            },
            "conditions": [],
            "fix": [],
            "related": [],
            "path": [],
        }
    ]


def test_a_finding_without_a_document_has_null_for_it_and_keeps_the_key(report: Report) -> None:
    (finding,) = json.loads("".join(render(report, Style())))["files"][1]["findings"]

    assert finding["document"] is None
    assert finding["witness"] == ""
    assert finding["conditions"] == ["program C:\\sql\\browser.exe"]
    assert finding["related"][1] == {
        "path": "gpo.netsh.txt",
        "line": 3,
        "column": 1,
        "entry": "",
        "message": "the policy sets it",
    }


def test_every_file_is_listed_with_its_diagnostics(report: Report) -> None:
    files = json.loads("".join(render(report, Style())))["files"]

    assert [(file["path"], file["dialect"], file["rules"]) for file in files] == [
        ("dp01.rules", "iptables", 14),
        ("sql01.netsh.txt", "windows", 1),
        ("clean.cfg", "cisco-ios", 212),
        ("missing.cfg", "", 0),
    ]
    assert files[0]["diagnostics"] == [
        {
            "trouble": "not-understood",
            "message": "this rule is not understood from '--weird' on",
            "hint": "expected match, target",
            "text": "-A INPUT -p udp --weird 7 -j ACCEPT",
            "line": 9,
            "column": 22,
            "entry": "",
        }
    ]


def test_the_summary_counts_what_the_files_hold(report: Report) -> None:
    assert json.loads("".join(render(report, Style())))["summary"] == {
        "files": 4,
        "errors": 1,
        "warnings": 1,
        "notes": 0,
        "suppressed": 0,
        "known": 0,
        "unreadable": 1,
        "not_understood": 1,
        "assumed": 1,
        "checks": {"FW201": 1, "FW204": 1},
    }


def test_letters_stay_letters_and_the_last_line_ends(report: Report) -> None:
    files = (FileReport("größe.cfg", "cisco-ios", 1),)

    text = "".join(render(replace(report, files=files), Style()))

    assert '"path": "größe.cfg"' in text
    assert text.endswith("}\n")


def test_hostile_text_is_escaped_and_comes_back_unchanged(hostile: Report) -> None:
    text = "".join(render(hostile, Style()))

    assert all(character.isprintable() for character in text.replace("\n", ""))
    assert json.loads(text)["files"][0]["path"] == hostile.files[0].path


def test_a_file_name_that_is_no_unicode_can_still_be_written(report: Report) -> None:
    files = (FileReport("caf\udce9.cfg", "cisco-ios", 1),)

    text = "".join(render(replace(report, files=files), Style()))

    assert json.loads(text.encode("utf-8"))["files"][0]["path"] == "caf\udce9.cfg"
