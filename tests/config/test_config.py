"""`fwlint.toml`: what it says, and how its mistakes are named."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path

import pytest

from fwlint.config.find import find_config
from fwlint.config.load import load_config
from fwlint.config.place import line_of
from fwlint.config.site import Config
from fwlint.dialects.surroundings import UNKNOWN

GOOD = """\
features = ["configmgr/remote-sql-installation"]

[networks]
"configmgr/client" = ["10.20.0.0/16", "2001:db8:20::/64"]

[parameters.configmgr]
sql-port = [51433]

[[host]]
files = ["sql*.txt"]
roles = ["configmgr/site-database-server"]
addresses = ["10.0.0.31"]

[[host]]
files = ["hosts/dp01.rules"]
roles = ["configmgr/pxe-distribution-point"]

[[device]]
files = ["edge.cfg"]
"""


def loaded(folder: Path, text: str) -> tuple[Config, list[str]]:
    path = folder / "fwlint.toml"
    path.write_text(text, encoding="utf-8")
    config, problems = load_config(path)
    return config, [problem.removeprefix(f"{folder}/") for problem in problems]


def test_a_site_is_read_whole(tmp_path: Path) -> None:
    config, problems = loaded(tmp_path, GOOD)
    assert problems == []
    assert [ruleset.name for ruleset in config.site.rulesets] == ["configmgr"]
    assert config.site.parameters == {"configmgr/sql-port": ((51433, 51433),)}
    assert config.site.features == {"configmgr/remote-sql-installation", "configmgr/pxe"}


def test_a_feature_can_be_turned_off(tmp_path: Path) -> None:
    config, problems = loaded(
        tmp_path, GOOD.replace('["configmgr/remote', '["!configmgr/http", "configmgr/remote')
    )
    assert problems == []
    assert config.site.without == {"configmgr/http"}


def test_a_static_port_is_not_a_range(tmp_path: Path) -> None:
    _, problems = loaded(tmp_path, GOOD.replace("[51433]", '["1433-1500"]'))
    assert problems == ["fwlint.toml:7: sql-port is one static port, not ['1433-1500']"]


def test_the_addresses_of_a_host_are_where_its_roles_live(tmp_path: Path) -> None:
    config, _ = loaded(tmp_path, GOOD)
    assert config.site.networks["configmgr/site-database-server"] == (ip_network("10.0.0.31/32"),)
    assert "configmgr/pxe-distribution-point" not in config.site.networks


def test_demands_go_to_the_files_of_their_host(tmp_path: Path) -> None:
    config, _ = loaded(tmp_path, GOOD)
    requirements = {one.requirement for one in config.demands(str(tmp_path / "sql01.txt"))}
    assert "configmgr/site-server-to-site-database-server/sql" in requirements
    assert "configmgr/client-to-pxe-distribution-point/binl" not in requirements
    assert config.demands(str(tmp_path / "other.txt")) == ()


def test_a_role_of_the_command_line_holds_for_every_file(tmp_path: Path) -> None:
    role = "configmgr/pxe-distribution-point"
    config, problems = load_config(None, roles=(role,))
    assert problems == []
    asked = {one.requirement for one in config.demands(str(tmp_path / "any.rules"))}
    assert "configmgr/client-to-pxe-distribution-point/binl" in asked
    assert "configmgr/client-to-distribution-point/http" in asked


def test_what_a_host_demands_is_worked_out_once_for_all_its_files(tmp_path: Path) -> None:
    config, _ = loaded(tmp_path, GOOD)
    one, other = (config.demands(str(tmp_path / name)) for name in ("sql01.txt", "sql02.txt"))
    assert one
    assert all(mine is theirs for mine, theirs in zip(one, other, strict=True))


def test_the_files_of_a_site_are_found_and_missing_ones_kept(tmp_path: Path) -> None:
    (tmp_path / "sql01.txt").write_text("x")
    (tmp_path / "sql02.txt").write_text("x")
    config, _ = loaded(tmp_path, GOOD)
    names = [path.relative_to(tmp_path).as_posix() for path in config.files()]
    assert names == ["sql01.txt", "sql02.txt", "hosts/dp01.rules", "edge.cfg"]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('files = ["edge.cfg"]', 'file = ["edge.cfg"]', "fwlint.toml:19: device.0.file: "),
        ('addresses = ["10.0.0.31"]', 'addresses = ["10.0.0.31/24"]', "fwlint.toml:12: host.0."),
        ('addresses = ["10.0.0.31"]', "addresses = 5", "fwlint.toml:12: host.0.addresses: "),
        ("sql-port = [51433]", "sql-port = [99999]", "fwlint.toml:7: parameters.configmgr."),
        ("[[device]]", "[[gadget]]", "fwlint.toml:18: gadget: fwlint knows no such key"),
        ("[networks]", "[networks", "fwlint.toml: is not valid TOML: "),
        ('s = ["configmgr/pxe-d', 's = ["configmgr/pxe-t', "fwlint.toml:16: unknown role "),
        ('"configmgr/client"', '"configmgr/clients"', "fwlint.toml:4: unknown role "),
        ("sql-port =", "sql-prot =", "fwlint.toml:7: unknown parameter 'configmgr/sql-prot'; did"),
        ("remote-sql-inst", "remote-inst", "fwlint.toml:1: unknown feature "),
    ],
)
def test_a_mistake_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    assert old in GOOD
    _, problems = loaded(tmp_path, GOOD.replace(old, new, 1))
    assert any(problem.startswith(complaint) for problem in problems), problems


def test_an_unknown_role_is_answered_with_the_nearest_and_the_rest_holds(tmp_path: Path) -> None:
    text = GOOD.replace("pxe-distribution-point", "pxe-dp")
    config, (problem,) = loaded(tmp_path, text)
    assert problem.startswith(
        "fwlint.toml:16: unknown role 'configmgr/pxe-dp'; did you mean configmgr/"
    )
    assert config.demands(str(tmp_path / "sql01.txt"))


def test_a_ruleset_beside_the_configuration_is_used(tmp_path: Path) -> None:
    _, problems = loaded(tmp_path, 'rulesets = ["own.yaml"]\n')
    assert problems == [
        f"fwlint.toml:1: {tmp_path}/own.yaml: cannot be read: No such file or directory"
    ]


def test_the_nearest_configuration_upwards_is_found(tmp_path: Path) -> None:
    (tmp_path / "fwlint.toml").write_text("")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert find_config(below) == tmp_path / "fwlint.toml"


def test_a_key_is_found_in_its_own_table() -> None:
    text = "[[host]]\nfiles = []\n[[host]]\nroles = []\nfiles = []\n[a.b]\nc = 1\n"
    assert line_of(text, ("host", 1, "files")) == 5
    assert line_of(text, ("host", 0, "roles")) == 1
    assert line_of(text, ("a", "b", "c")) == 7


def test_what_only_the_host_can_resolve_is_bound_for_its_files(tmp_path: Path) -> None:
    (tmp_path / "sets.txt").write_bytes(b"create partners hash:ip\n")
    path = tmp_path / "fwlint.toml"
    path.write_text(
        """
        [[host]]
        files = ["dp01.txt"]
        with = ["sets.txt"]
        address_sets = { LocalSubnet = ["10.20.0.0/16"] }
        port_sets = { RPC = ["5000-5100", 6000] }
        """
    )
    config, problems = load_config(path)
    assert problems == []
    known = config.surroundings(str(tmp_path / "dp01.txt"))
    assert known.addresses == {"LocalSubnet": (ip_network("10.20.0.0/16"),)}
    assert known.ports == {"RPC": ((5000, 5100), (6000, 6000))}
    assert known.companions == ((str(tmp_path / "sets.txt"), b"create partners hash:ip\n"),)
    assert config.surroundings(str(tmp_path / "other.txt")) == UNKNOWN
