"""JUnit XML, as CI servers read it."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

import pytest

from fwlint.reports.junit import render
from fwlint.reports.report import Report
from fwlint.reports.style import Style


@pytest.fixture
def suites(report: Report) -> Element:
    return fromstring("".join(render(report, Style())))


def test_a_file_is_a_suite_and_the_numbers_add_up(suites: Element) -> None:
    counted = [
        (one.get("name"), one.get("tests"), one.get("failures"), one.get("errors"))
        for one in suites
    ]

    assert counted == [
        ("dp01.rules", "2", "1", "1"),
        ("sql01.netsh.txt", "1", "1", "0"),
        ("clean.cfg", "1", "0", "0"),
        ("missing.cfg", "1", "0", "1"),
    ]
    assert (suites.get("tests"), suites.get("failures"), suites.get("errors")) == ("5", "2", "2")


def test_a_finding_is_a_test_that_failed(suites: Element) -> None:
    case = suites[0][0]

    assert case.attrib == {
        "classname": "dp01.rules",
        "name": "FW201 documented-flow-closed at 14:1",
    }
    assert case[0].tag == "failure"
    assert case[0].attrib == {
        "type": "error",
        "message": "PXE-enabled distribution point: inbound UDP 4011 (BINL) is closed",
    }
    assert (case[0].text or "").splitlines()[:2] == [
        "dp01.rules:14:1",
        "decided by: :INPUT DROP [0:0]",
    ]


def test_a_line_that_was_not_understood_is_an_error(suites: Element) -> None:
    error = suites[0][1][0]

    assert error.tag == "error"
    assert error.get("type") == "not-understood"
    assert error.text == "dp01.rules:9:22\nexpected match, target"


def test_a_clean_file_is_a_test_that_passed(suites: Element) -> None:
    (case,) = suites[2]

    assert case.get("name") == "no findings"
    assert len(case) == 0


def test_what_xml_cannot_hold_is_made_visible(hostile: Report) -> None:
    case = fromstring("".join(render(hostile, Style())))[0][0]

    assert "\\x1b[2J\\x9b31m" in case[0].attrib["message"]
