"""SARIF logs before two judges: Microsoft's SARIF Multitool, with GitHub's rules, and the schema.

The Multitool's exit code says nothing of what it found, so its own log is read. What the schema
alone notices is a value that does not exist; what both let pass is an empty URI.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from fwlint.model.finding import Finding, Level, Related
from fwlint.model.source import DocumentRow, Span
from fwlint.registry import all_checks
from fwlint.reports.formats import render_as
from fwlint.reports.report import FileReport, Report
from fwlint.reports.style import Style

pytestmark = pytest.mark.judge

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FIXTURES = ROOT / "tests" / "fixtures"
MULTITOOL = ROOT / ".venv/judges/node_modules/@microsoft/sarif-multitool-linux" / "Sarif.Multitool"
LARGEST = 500_000
"""Kilobytes; the Multitool passes over files beyond its own limit and finds nothing in them."""

SITES = sorted(
    path.parent
    for path in (ROOT / "examples").rglob("fwlint.toml")
    if any(one.suffix not in (".toml", ".yaml", "") for one in path.parent.iterdir())
)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the two judges have against a log, and how many results it has."""

    complaints: list[str]
    results: list[Any]


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    text = (FIXTURES / "reports" / "sarif-2.1.0.schema.json").read_text("utf-8")
    return Draft202012Validator(json.loads(text))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if not os.access(MULTITOOL, os.X_OK):
        pytest.skip("the SARIF Multitool is not here; `sh tools/install_judges.sh` installs it")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def judged(log: Path, schema: Draft202012Validator) -> Judged:
    command = [str(MULTITOOL), "validate", str(log), "--rule-kind", "Sarif;Ghas"]
    command += ["--config", str(HERE / "sarif_multitool.xml"), "--level", "Error;Warning"]
    command += ["--max-file-size-in-kb", str(LARGEST), "--output", "complaints.sarif"]
    run = subprocess.run(command, capture_output=True, text=True)
    assert "1 files scanned" in run.stdout, run.stdout + run.stderr
    assert "Analysis completed successfully" in run.stdout, run.stdout + run.stderr
    document = json.loads(log.read_text("utf-8"))
    assert all(uris(document))
    complaints = [
        f"{one['ruleId']}: {one['message']}"
        for one in json.loads(Path("complaints.sarif").read_text("utf-8-sig"))["runs"][0]["results"]
    ]
    complaints += [f"{one.json_path}: {one.message}" for one in schema.iter_errors(document)]
    return Judged(complaints, document["runs"][0]["results"])


def uris(part: Any) -> Iterator[str]:
    """Yield each URI in a part of a log."""
    if isinstance(part, dict):
        for name, value in part.items():
            yield from [value] if name == "uri" else uris(value)
    elif isinstance(part, list):
        for value in part:
            yield from uris(value)


def log_of(site: Path, *arguments: str) -> Path:
    """Return the log of a run in `site`, which ended as runs with findings or troubles do."""
    command = [sys.executable, "-m", "fwlint", "check", "--format", "sarif", *arguments]
    run = subprocess.run([*command, "--output", "log.sarif"], cwd=site, capture_output=True)
    assert run.returncode in (0, 1, 3), run.stderr
    return site / "log.sarif"


@pytest.mark.parametrize("example", SITES, ids=lambda path: path.name)
@pytest.mark.parametrize(
    "options", [(), ("--sarif-for", "archive", "--show-passes")], ids=["github", "archive"]
)
def test_the_examples(
    example: Path, options: tuple[str, ...], site: Path, schema: Draft202012Validator
) -> None:
    shutil.copytree(ROOT / "examples", site, dirs_exist_ok=True)
    inside = site / example.relative_to(ROOT / "examples")

    assert judged(log_of(inside, *options), schema).complaints == []


def test_what_is_not_understood(site: Path, schema: Draft202012Validator) -> None:
    (site / "odd.rules").write_text(
        "*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p udp --weird [7](x) {0} <b> -j ACCEPT\n"
        "-A INPUT\x1b[2J -j ACCEPT\nCOMMIT\n"
    )
    (site / "empty.rules").write_text("")

    found = judged(log_of(site, "odd.rules", "empty.rules", "gone.rules"), schema)

    assert found.complaints == []
    assert found.results


def test_the_archive_has_fixes_ways_and_proofs(site: Path, schema: Draft202012Validator) -> None:
    (site / "db.rules").write_text(
        "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n:in - [0:0]\n"
        "-A INPUT -j in\n-A in -p tcp -m tcp --dport 1433 -j DROP\nCOMMIT\n"
    )
    roles = ("site-database-server", "pxe-distribution-point")
    options = [part for role in roles for part in ("--role", f"configmgr/{role}")]
    options += ["--show-passes", "--sarif-for", "archive"]

    found = judged(log_of(site, "db.rules", *options), schema)

    assert found.complaints == []
    for what in ("fixes", "codeFlows"):
        assert any(what in one for one in found.results), what
    assert any(one.get("kind") == "pass" for one in found.results)


def test_a_file_without_lines(site: Path, schema: Draft202012Validator) -> None:
    shutil.copy(FIXTURES / "windows" / "hive_server" / "policy.wfw", site)

    role = ("--role", "configmgr/distribution-point")
    found = judged(log_of(site, "policy.wfw", *role), schema)

    assert found.complaints == []
    hashes = [
        (one["ruleId"], one["partialFingerprints"]["primaryLocationLineHash"])
        for one in found.results
    ]
    assert len(hashes) == len(set(hashes)) > 1


def test_thirty_thousand_findings(site: Path, schema: Draft202012Validator) -> None:
    (site / "log.sarif").write_text(
        "".join(render_as("sarif", report_with(30_000), Style())), "utf-8"
    )

    found = judged(site / "log.sarif", schema)

    assert found.complaints == []
    assert len(found.results) == 25_000
    assert found.results[0]["level"] == "error"


def report_with(number_of_findings: int) -> Report:
    checks = [check.info() for check in all_checks() if not check.is_proof]
    row = DocumentRow("Ports", "Client --> Server", 178, "48098f9f", "2018-09-10")
    findings = tuple(
        Finding(
            check=checks[number % len(checks)].id,
            level=Level(1 + number % 3),
            message=f"inbound UDP {number} is closed",
            span=Span("big.rules", number + 1),
            decided_by=f"-A INPUT -p udp --dport {number} -j DROP",
            row=row,
            related=(Related(Span("big.rules", 1), "the policy"),),
        )
        for number in range(number_of_findings)
    )
    return Report(
        (FileReport("big.rules", "iptables", number_of_findings, findings),), tuple(checks)
    )


@pytest.mark.parametrize(
    ("fault", "complaint"),
    [
        ({"locations": []}, "GH1001"),
        ({"locations": [{"physicalLocation": {"artifactLocation": {"uri": "a"}}}]}, "GH1003"),
        ({"level": "banana"}, "'banana' is not one of"),
    ],
)
def test_the_judges_would_complain(
    fault: dict[str, Any], complaint: str, site: Path, schema: Draft202012Validator
) -> None:
    log = json.loads("".join(render_as("sarif", report_with(1), Style())))
    log["runs"][0]["results"] = [log["runs"][0]["results"][0] | fault]
    (site / "log.sarif").write_text(json.dumps(log))

    assert complaint in "\n".join(judged(site / "log.sarif", schema).complaints)
