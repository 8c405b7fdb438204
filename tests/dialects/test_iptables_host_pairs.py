"""The IPv4 and the IPv6 rules of one host, which stand in two files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fwlint.config.load import load_config
from fwlint.config.site import Config
from fwlint.dialects.iptables.neighbours import neighbours
from fwlint.dialects.reading import read_export
from fwlint.dialects.surroundings import Surroundings
from fwlint.inputs import Input
from fwlint.lint import lint
from fwlint.model.as_json import export_as_json
from fwlint.model.diagnostic import Trouble
from fwlint.model.export import Export
from fwlint.reports.report import FileReport

FIXTURE = Path(__file__).parent.parent / "fixtures" / "iptables" / "pair_open_ipv6"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that holds the pair, and is the current one."""
    shutil.copytree(FIXTURE, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def linted(*paths: str, config: Config | None = None) -> dict[str, FileReport]:
    report = lint(map(Input, paths), config or Config())
    assert len({file.path for file in report.files}) == len(report.files)
    return {file.path: file for file in report.files}


def found(file: FileReport) -> list[tuple[str, int]]:
    return [(one.check, one.span.line) for one in file.findings_in_order()]


def read(path: str) -> Export:
    return read_export(path, surroundings=Config().surroundings(path))


@pytest.mark.usefixtures("folder")
def test_a_dump_and_the_other_beside_it_make_one_export() -> None:
    export = read("rules.v4")
    assert [path.name for path in export.paths if path.families == (6,)] == [
        *("ipv6:INPUT", "ipv6:FORWARD", "ipv6:OUTPUT")
    ]
    assert export.policies["filter/INPUT"].span.path == "rules.v4"
    assert {one.span.path for one in export.policies["ipv6:filter/INPUT"].rules} == {"rules.v6"}
    [note] = export.diagnostics
    assert note.trouble is Trouble.ASSUMED
    assert (
        note.message == "rules.v6 lies beside this file, and is taken for the IPv6 rules of the"
        " same host"
    )


@pytest.mark.usefixtures("folder")
def test_as_data_each_policy_says_its_file() -> None:
    policies = export_as_json(read("rules.v6"))["policies"]
    assert {one["path"] for one in policies if one["name"].startswith("ipv4:")} == {"rules.v4"}


@pytest.mark.usefixtures("folder")
def test_what_is_open_over_ipv6_alone_is_found_where_it_stands() -> None:
    files = linted("rules.v4")
    assert "FW111" not in [check for check, _ in found(files["rules.v4"])]
    [finding] = [one for one in files["rules.v6"].findings if one.check == "FW111"]
    assert finding.decided_by == ":INPUT ACCEPT [0:0]"
    assert finding.related[0].span.path == "rules.v4"
    assert (files["rules.v4"].rules, files["rules.v6"].rules) == (5, 3)


@pytest.mark.usefixtures("folder")
def test_naming_both_says_the_same_once() -> None:
    one, both = linted("rules.v4"), linted("rules.v4", "rules.v6")
    assert both == one
    assert found(both["rules.v6"]) == [("FW111", 3), ("FW105", 8)]
    turned = linted("rules.v6", "rules.v4")
    assert {path: found(file) for path, file in turned.items()} == {
        path: found(file) for path, file in both.items()
    }


def test_a_dump_alone_is_what_it_was(folder: Path) -> None:
    (folder / "rules.v6").unlink()
    assert [*linted("rules.v4")] == ["rules.v4"]
    assert not read("rules.v4").diagnostics


def test_the_configuration_may_name_the_other_dump(folder: Path) -> None:
    (folder / "rules.v6").rename(folder / "second.txt")
    (folder / "fwlint.toml").write_text('[[host]]\nfiles = ["rules.v4"]\nwith = ["second.txt"]\n')
    config, problems = load_config(folder / "fwlint.toml")
    assert not problems
    files = linted("rules.v4", "second.txt", config=config)
    assert ("FW111", 3) in found(files["second.txt"])
    assert not any(file.diagnostics for file in files.values())


def test_a_named_companion_that_is_none_is_said(folder: Path) -> None:
    data = b"these are no rules\n"
    export = read_export(
        "rules.v4",
        (folder / "rules.v4").read_bytes(),
        None,
        Surroundings(companions=(("x", data),)),
    )
    [trouble] = export.diagnostics
    assert (trouble.span.path, trouble.trouble) == ("x", Trouble.NOT_UNDERSTOOD)
    assert trouble.message == "holds neither rules nor sets"


def test_the_name_tells_the_family_where_no_line_does(folder: Path) -> None:
    for name, policy in (("rules.v4", "DROP"), ("rules.v6", "ACCEPT")):
        lines = ("*filter", f":INPUT {policy}", "-A INPUT -p tcp --dport 443 -j ACCEPT", "COMMIT")
        (folder / name).write_text("\n".join(lines))
    assert ("FW111", 2) in found(linted("rules.v4")["rules.v6"])
    assert ("FW111", 2) in found(linted("rules.v6")["rules.v6"])


def test_a_neighbour_of_the_same_family_is_left_out(folder: Path) -> None:
    shutil.copy(folder / "rules.v4", folder / "rules.v6")
    export = read("rules.v4")
    assert {path.families for path in export.paths} == {(4,)}
    [note] = export.diagnostics
    assert note.message.endswith("but its rules are of the same family; left out")
    assert {file.path for file in lint(map(Input, ("rules.v4", "rules.v6")), Config()).files} == {
        *("rules.v4", "rules.v6")
    }


def test_a_neighbour_that_cannot_be_read_is_a_diagnostic(folder: Path) -> None:
    text = (folder / "rules.v4").read_bytes()
    export = read_export("rules.v4", text, None, Surroundings(beside=(("rules.v6", None),)))
    [trouble] = export.diagnostics
    assert (trouble.span.path, trouble.trouble) == ("rules.v6", Trouble.UNREADABLE)
    assert {path.families for path in export.paths} == {(4,)}


def test_a_folder_called_like_a_neighbour_is_none(folder: Path) -> None:
    (folder / "rules.v6").unlink()
    (folder / "rules.v6").mkdir()
    assert not read("rules.v4").diagnostics


def test_what_a_pipe_brings_has_no_neighbours(folder: Path) -> None:
    text = (folder / "rules.v4").read_bytes()
    (folder / "ipsets").write_text("create x hash:ip\n")
    [file] = lint([Input("<stdin>", text)], Config()).files
    assert not file.diagnostics


def test_what_is_demanded_of_a_host_is_demanded_of_the_pair_once(folder: Path) -> None:
    (folder / "fwlint.toml").write_text(
        '[[host]]\nfiles = ["rules.*"]\nroles = ["configmgr/distribution-point"]\n'
    )
    config, problems = load_config(folder / "fwlint.toml")
    assert not problems
    pair = linted("rules.v4", "rules.v6", config=config)
    (folder / "rules.v6").unlink()
    alone = linted("rules.v4", config=config)
    demanded = {one.message for one in alone["rules.v4"].findings if one.requirement}
    assert demanded
    assert demanded <= {one.message for file in pair.values() for one in file.findings}


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("rules.v4", "rules.v6"),
        ("web01.v6", "web01.v4"),
        ("iptables", "ip6tables"),
        ("ip6tables.save", "iptables.save"),
        ("web01.iptables-save.txt", "web01.ip6tables-save.txt"),
        ("rules-save", "rules6-save"),
    ],
)
def test_pairs_are_known_by_their_names(name: str, other: str) -> None:
    dumps, _ = neighbours(name)
    assert dumps == (other,)


def test_other_names_have_no_pair() -> None:
    assert neighbours("edge.cfg")[0] == ()
