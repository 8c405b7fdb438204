"""Every row of every document has a requirement, and every requirement stands on a row.

`rows/<ruleset>.tsv` lists each document's rows by line, protocol and ports (`dynamic` where the row
says so), and the lines of prose that constrain a firewall.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from fwlint.cli.ruleset_words import parameters_of, ports_by_default
from fwlint.requirements.load import builtin_names, load_ruleset
from fwlint.requirements.requirement import Requirement
from fwlint.requirements.ruleset import Parameter

ROWS = Path(__file__).parent / "rows"
DYNAMIC = "49152-65535"
BUILTIN = pytest.mark.parametrize("name", builtin_names())

Services = dict[int, set[tuple[str, str]]]
"""For each line the protocols and ports that it names."""


def table(name: str) -> list[dict[str, str]]:
    with (ROWS / f"{name}.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def rows_of(name: str) -> Services:
    rows: Services = defaultdict(set)
    for row in table(name):
        for port in row["ports"].split(",") if row["ports"] else []:
            rows[int(row["line"])].add((row["protocol"], DYNAMIC if port == "dynamic" else port))
    return rows


def prose_of(name: str) -> set[int]:
    return {int(row["line"]) for row in table(name) if row["protocol"] == "prose"}


def services(requirement: Requirement, parameters: dict[str, Parameter]) -> set[tuple[str, str]]:
    ports = ports_by_default(requirement.ports, parameters)
    return {(requirement.protocol, port) for port in ports}


@BUILTIN
def test_every_row_has_requirements_for_all_of_its_ports(name: str) -> None:
    ruleset = load_ruleset(name)
    parameters = parameters_of([ruleset, *map(load_ruleset, ruleset.uses)])
    encoded: Services = defaultdict(set)
    for one in ruleset.requirements:
        encoded[one.row.line] |= services(one, parameters)
    for line, named in rows_of(name).items():
        assert encoded[line] == named, f"line {line}"


@BUILTIN
def test_every_requirement_stands_on_a_row_or_a_sentence(name: str) -> None:
    known = rows_of(name).keys() | prose_of(name)
    assert {one.row.line for one in load_ruleset(name).requirements} <= known


@BUILTIN
def test_every_sentence_is_encoded_or_says_why_it_cannot_be(name: str) -> None:
    ruleset = load_ruleset(name)
    said = {remark.row.line for remark in ruleset.remarks}
    stood_on = {one.row.line for one in ruleset.requirements}
    assert prose_of(name) <= said | stood_on
    assert said <= prose_of(name)
    assert all(bool(one.requirements) != bool(one.reason) for one in ruleset.remarks)


def test_the_documents_have_361_rows() -> None:
    assert sum(len(rows_of(name)) for name in builtin_names()) == 361
