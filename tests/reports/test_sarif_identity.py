"""Alerts keep their identity while the file around them changes, and show the packets' way."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from fwlint.model.finding import Finding, Related
from fwlint.model.source import Span
from fwlint.reports.report import FileReport, Report
from fwlint.reports.sarif import render
from fwlint.reports.sources import Sources
from fwlint.reports.style import Style

TEXT = b"*filter\n:INPUT DROP [0:0]\n\n-A INPUT -j ACCEPT\nCOMMIT\n"


def results(report: Report, data: bytes | None, *findings: Finding) -> list[Any]:
    files = (FileReport("a.rules", "iptables", 14, findings),)
    sources = Sources(read=lambda _: data, split=lambda data: data.decode().split("\n"))
    log = json.loads("".join(render(replace(report, files=files), Style(sources=sources))))
    found: list[Any] = log["runs"][0]["results"]
    return found


def hashes(report: Report, data: bytes | None, *findings: Finding) -> list[str | None]:
    return [
        one.get("partialFingerprints", {}).get("primaryLocationLineHash")
        for one in results(report, data, *findings)
    ]


def test_a_finding_has_the_hash_of_its_line(report: Report, pxe_closed: Finding) -> None:
    places = [Span("a.rules", line) for line in (2, 4)]
    findings = [replace(pxe_closed, span=span) for span in places]

    assert hashes(report, TEXT, *findings) == ["dd4b161ef0169006:1", "f92832c85375352d:1"]


def test_the_file_as_a_whole_has_that_of_its_first_line(
    report: Report, pxe_closed: Finding
) -> None:
    whole = replace(pxe_closed, span=Span("a.rules"))

    assert hashes(report, TEXT, whole) == ["c622f09cc2fa62c:1"]


def test_what_cannot_be_read_has_none(report: Report, pxe_closed: Finding) -> None:
    assert hashes(report, None, replace(pxe_closed, span=Span("a.rules", 2))) == [None]


def test_an_entry_is_known_by_what_it_means_whatever_bytes_are_around_it(
    report: Report, pxe_closed: Finding
) -> None:
    entries = [
        replace(pxe_closed, span=Span("a.wfw", entry="Rules/RDP"), fingerprint=name * 32)
        for name in "abb"
    ]

    before, after = (hashes(report, data, *entries) for data in (b"regf\0\1\n", b"regf\0\2\n"))

    assert before == after
    assert before == [f"{'a' * 16}:1", f"{'b' * 16}:1", f"{'b' * 16}:2"]


def test_an_entry_has_a_place_that_github_can_show_and_people_can_find(
    report: Report, pxe_closed: Finding
) -> None:
    (result,) = results(
        report, b"regf\0", replace(pxe_closed, span=Span("a.wfw", entry="Rules/RDP"))
    )

    (place,) = result["locations"]
    assert place["physicalLocation"]["region"]["startLine"] == 1
    assert place["logicalLocations"] == [{"fullyQualifiedName": "Rules/RDP", "kind": "element"}]


def test_the_way_of_the_packets_is_a_code_flow(report: Report, pxe_closed: Finding) -> None:
    way = (
        Related(Span("a.rules", 2), "filter/INPUT jumps to filter/[clients]"),
        Related(Span("a.rules", 4), "filter/[clients] denies"),
    )

    (result,) = results(report, TEXT, replace(pxe_closed, path=way))

    ((flow,),) = [one["threadFlows"] for one in result["codeFlows"]]
    assert [
        (
            step["location"]["message"]["text"],
            step["location"]["physicalLocation"]["region"]["startLine"],
        )
        for step in flow["locations"]
    ] == [
        (r"filter/INPUT jumps to filter/\[clients\]", 2),
        (r"filter/\[clients\] denies", 4),
    ]
