"""Rulesets from YAML, and the errors that a ruleset's author reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from fwlint.model.requirement import Need
from fwlint.requirements.load import builtin_names, load_ruleset
from fwlint.requirements.port_choices import PortChoices
from fwlint.requirements.requirement import Ports
from fwlint.requirements.ruleset import RulesetError

GOOD = """\
ruleset: office
title: The office
documents:
  policy: {title: Network policy, date: 2026-01-01, revision: r7}
parameters:
  client-ports: {default: [49152-65535], about: where connections come from}
  web: {default: [80, 8080-8090], about: the intranet}
roles: {desk: Desk, server: Server}
flows:
  desk-to-server:
    from: desk
    to: server
    document: policy
    section: Web
    services:
      web: {name: HTTP, protocol: tcp, ports: ["{web}", 443], line: 12}
"""


def written(folder: Path, text: str) -> str:
    path = folder / "office.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_ruleset_of_ones_own_becomes_requirements(tmp_path: Path) -> None:
    ruleset = load_ruleset(written(tmp_path, GOOD))
    (requirement,) = ruleset.requirements
    assert requirement.id == "office/desk-to-server/web"
    assert requirement.ports == Ports(((443, 443),), ("office/web",))
    assert requirement.need is Need.REQUIRED
    assert requirement.row.line == 12
    assert requirement.ports.resolved(PortChoices((ruleset,)).values) == (
        (443, 443),
        (80, 80),
        (8080, 8090),
    )


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("title: The office", "titel: The office", ":2: titel: Extra inputs are not permitted"),
        ("443], line", "70000], line", ":16: .*expected a port, a range"),
        ("{web}", "{wob}", ":16: .*the parameter 'wob' is not defined; did you mean web"),
        ("to: server", "to: printer", ":11: .*the role 'printer' is not defined"),
        ("document: policy", "document: memo", "the document 'memo'"),
        ("protocol: tcp", "protocol: tpc", ":16: .*Input should be 'tcp', 'udp'"),
        ("line: 12", "line: 0", ":16: .*greater than or equal to 1"),
        ("section: Web", "section: Web\n    section: Mail", ":15:5: the key 'section' stands here"),
        ("roles: {desk: Desk,", "roles: &r {desk: *r,", ":8:.*aliases are not allowed"),
        ("title: The", "title: !!python/object:os.system The", ":2:8: could not determine"),
        ("title: The office", "title: [", ":4:9: expected ',' or ']'"),
        ("title: The office", "title: " + 5000 * "[", "is nested deeper than any ruleset"),
        ("desk: Desk", "desk: {title: Desk, includes: [desk]}", ":8: .*'desk' includes itself"),
        ("desk: Desk", "desk: {title: Desk, includes: [seat]}", ":8: .*role 'seat' is not def"),
        ("protocol: tcp", "protocol: icmp", ":16: .*icmp has no ports"),
        ("line: 12", "line: 12, when: vpn", ":16: .*the feature 'vpn' is not defined"),
        ("line: 12", "line: 12, alternatives: [wap]", ":16: .*requirement .*wap' is not defined"),
        ("title: The office", "title: The office\nuses: [confgmgr]", "no ruleset 'confgmgr'"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    assert old in GOOD
    with pytest.raises(RulesetError, match=rf"office\.yaml.*{complaint}"):
        load_ruleset(written(tmp_path, GOOD.replace(old, new)))


def test_every_mistake_of_a_file_is_named_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("tcp", "tpc").replace("title: The", "titel: The")
    with pytest.raises(RulesetError) as caught:
        load_ruleset(written(tmp_path, text))
    assert len(str(caught.value).splitlines()) == 3


def test_an_unknown_ruleset_is_answered_with_those_there_are() -> None:
    with pytest.raises(RulesetError, match=r"there is no ruleset 'configmgmt'; choose from .*"):
        load_ruleset("configmgmt")


def test_a_missing_or_undecodable_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RulesetError, match=r"gone\.yaml: cannot be read"):
        load_ruleset(str(tmp_path / "gone.yaml"))
    (tmp_path / "latin.yaml").write_bytes(b"title: caf\xe9\n")
    with pytest.raises(RulesetError, match=r"latin\.yaml: is not UTF-8 text"):
        load_ruleset(str(tmp_path / "latin.yaml"))


@pytest.mark.parametrize("name", builtin_names())
def test_every_builtin_ruleset_loads_and_its_ids_are_unique(name: str) -> None:
    requirements = load_ruleset(name).requirements
    assert requirements
    assert len({one.id for one in requirements}) == len(requirements)
    assert all(one.ruleset == name for one in requirements)
