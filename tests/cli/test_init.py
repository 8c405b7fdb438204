"""`fwlint init`: a first configuration that fits what lies there."""

from __future__ import annotations

import tomllib
from pathlib import Path

from fwlint.config.load import load_config
from tests.cli.conftest import RULES, Run

LIST = "hostname edge\nip access-list extended EDGE-IN\n permit tcp any host 192.0.2.10 eq 443\n"


def written(folder: Path) -> str:
    return (folder / "fwlint.toml").read_text("utf-8")


def test_hosts_and_devices_are_named_with_their_files(run: Run, tmp_path: Path) -> None:
    (tmp_path / "net").mkdir()
    (tmp_path / "net" / "edge.cfg").write_text(LIST)
    (tmp_path / "notes.txt").write_text("nothing of the kind\n")
    result = run("init")
    assert result.exit_code == 0
    assert "fwlint.toml names 2 exports" in result.output
    assert tomllib.loads(written(tmp_path)) == {
        "host": [{"files": ["clean.rules"]}],
        "device": [{"name": "edge", "files": ["net/edge.cfg"]}],
    }


def test_what_is_written_is_a_configuration_without_mistakes(run: Run, tmp_path: Path) -> None:
    (tmp_path / 'odd "name" [1].rules').write_text(RULES)
    run("init")
    config, problems = load_config(tmp_path / "fwlint.toml")
    assert problems == []
    assert run("check").exit_code == 0
    assert "2 files" in run("check").output
    assert config.demands(str(tmp_path / 'odd "name" [1].rules')) == ()


def test_every_line_that_is_commented_out_is_one_that_could_stand(run: Run, tmp_path: Path) -> None:
    run("init")
    head = written(tmp_path).split("[[host]]")[0]
    settings = [
        line.removeprefix("# ")
        for line in head.splitlines()
        if line.startswith(("# [", "# select", "# ignore", "# fail-on", "# FW105", '# "'))
        or line.split(" = ")[0] in ("# files", "# check", "# file", "# line", "# reason")
    ]
    assert len(settings) == 15
    (tmp_path / "fwlint.toml").write_text("\n".join(settings))
    _, problems = load_config(tmp_path / "fwlint.toml")
    assert problems == []


def test_the_files_of_one_host_stand_together(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rules.v4").write_text(RULES)
    (tmp_path / "rules.v6").write_text(RULES.split("-A")[0] + "COMMIT\n")
    run("init")
    hosts = tomllib.loads(written(tmp_path))["host"]
    assert [host["files"] for host in hosts] == [["clean.rules"], ["rules.v4", "rules.v6"]]


def test_roles_are_suggested_by_the_services_that_are_open(run: Run, tmp_path: Path) -> None:
    run("init")
    suggestions = [line for line in written(tmp_path).splitlines() if "services are open" in line]
    best = '# roles = ["configmgr/pxe-distribution-point"]  # 9 of 9 services are open'
    assert suggestions[0] == best


def test_a_firewall_that_lets_everything_in_suggests_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "clean.rules").write_text(
        "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n"
    )
    run("init")
    assert "services are open" not in written(tmp_path)
    assert "# roles = []" in written(tmp_path)


def test_one_that_is_there_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    (tmp_path / "fwlint.toml").write_text("# mine\n")
    result = run("init")
    assert result.exit_code == 2
    assert "fwlint.toml exists, and is not overwritten" in result.output
    assert written(tmp_path) == "# mine\n"


def test_a_table_in_a_project_file_is_one_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.fwlint]\n")
    result = run("init")
    assert result.exit_code == 2
    assert "pyproject.toml exists, and is not overwritten" in result.output
    assert not (tmp_path / "fwlint.toml").exists()


def test_another_folder_can_be_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "edge.cfg").write_text(LIST)
    assert run("init", "site").exit_code == 0
    assert tomllib.loads(written(tmp_path / "site"))["device"][0]["files"] == ["edge.cfg"]


def test_a_folder_without_exports_gets_a_commented_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "clean.rules").unlink()
    assert "names 0 exports" in run("init").output
    assert tomllib.loads(written(tmp_path)) == {}
