"""The report as JUnit XML, which CI servers show beside the results of tests.

A file is a suite. Each finding is a test that failed, what was not read or not understood one with
an error, and a file without either one test that passed.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from fwlint.model.diagnostic import Diagnostic
from fwlint.model.finding import Finding, Level
from fwlint.model.source import Span
from fwlint.reports.evidence import evidence
from fwlint.reports.report import TROUBLE_LEVELS, FileReport, Report
from fwlint.reports.style import Style
from fwlint.reports.untrusted import visible


def render(report: Report, _style: Style) -> Iterator[str]:
    """Yield the report as an XML document."""
    names = report.check_names()
    suites = [_suite(file, names) for file in report.files]
    totals = {
        name: str(sum(int(suite.get(name, "0")) for suite in suites))
        for name in ("tests", "failures", "errors")
    }
    root = Element("testsuites", {"name": "fwlint", **totals})
    root.extend(suites)
    indent(root)
    yield f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'


def _suite(file: FileReport, names: dict[str, str]) -> Element:
    cases = list(_cases(file, names)) or [_case(file.path, "no findings")]
    suite = Element(
        "testsuite",
        name=visible(file.path),
        tests=str(len(cases)),
        failures=str(sum(case.find("failure") is not None for case in cases)),
        errors=str(sum(case.find("error") is not None for case in cases)),
    )
    suite.extend(cases)
    return suite


def _cases(file: FileReport, names: dict[str, str]) -> Iterator[Element]:
    for finding in file.findings_in_order():
        yield _finding(finding, f"{finding.check} {names[finding.check]}", file.path)
    for diagnostic in file.diagnostics_in_order():
        if TROUBLE_LEVELS[diagnostic.trouble] is Level.ERROR:
            yield _diagnostic(diagnostic, file.path)


def _finding(finding: Finding, title: str, path: str) -> Element:
    case = _case(path, f"{title}{_at(finding.span)}")
    lines = [str(finding.span), *(f"{label}: {text}" for label, text in evidence(finding))]
    _add(case, "failure", str(finding.level), finding.message, lines)
    return case


def _diagnostic(diagnostic: Diagnostic, path: str) -> Element:
    kind = diagnostic.trouble.value
    case = _case(path, f"{kind.replace('-', ' ')}{_at(diagnostic.span)}")
    _add(case, "error", kind, diagnostic.message, [str(diagnostic.span), diagnostic.hint])
    return case


def _at(span: Span) -> str:
    return f" at {span.within()}" if span.within() else ""


def _case(path: str, name: str) -> Element:
    return Element("testcase", classname=visible(path), name=visible(name))


def _add(case: Element, tag: str, kind: str, message: str, lines: list[str]) -> None:
    part = SubElement(case, tag, type=kind, message=visible(message))
    part.text = "\n".join(visible(line) for line in lines if line)
