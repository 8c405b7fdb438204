"""Each file goes by the configuration that is nearest to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from fwlint.config.configs import Configs
from fwlint.config.find import find_config
from fwlint.config.load import load_config


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two sites, the second within the first, and a folder beside them without a configuration."""
    (tmp_path / "site" / "lab").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    (tmp_path / "site" / "fwlint.toml").write_text('ignore = ["FW102"]')
    (tmp_path / "site" / "lab" / "fwlint.toml").write_text('ignore = ["FW103"]')
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ignored(configs: Configs, path: str) -> tuple[str, ...]:
    return configs.for_file(path).checks.choice.ignore


def test_the_nearest_configuration_upwards_from_the_file_holds(tree: Path) -> None:
    configs = Configs(load_config)
    assert ignored(configs, "site/a.rules") == ("FW102",)
    assert ignored(configs, "site/hosts/x/a.rules") == ("FW102",)
    assert ignored(configs, "site/lab/a.rules") == ("FW103",)
    assert ignored(configs, str(tree / "site" / "lab" / ".." / "a.rules")) == ("FW102",)
    assert ignored(configs, "other/a.rules") == ()


def test_one_that_is_named_holds_for_every_file(tree: Path) -> None:
    configs = Configs(load_config, tree / "site" / "lab" / "fwlint.toml", fixed=True)
    assert ignored(configs, "site/a.rules") == ignored(configs, "other/a.rules") == ("FW103",)


def test_each_is_loaded_once_and_its_problems_are_told_once(tree: Path) -> None:
    (tree / "site" / "fwlint.toml").write_text('ignore = ["FW999"]')
    configs = Configs(load_config)
    one, other = configs.for_file("site/a.rules"), configs.for_file("site/b.rules")
    assert one is other
    assert len(configs.problems) == 1
    assert configs.problems[0].startswith("site/fwlint.toml:1: unknown check 'FW999'")


def test_a_project_file_with_a_table_for_fwlint_is_one(tree: Path) -> None:
    project = tree / "other" / "pyproject.toml"
    project.write_text('[project]\nname = "x"\n[tool.fwlint]\nignore = ["FW104"]\n')
    assert ignored(Configs(load_config), "other/a.rules") == ("FW104",)


def test_a_mistake_in_a_project_file_has_its_line(tree: Path) -> None:
    project = tree / "other" / "pyproject.toml"
    project.write_text('[tool.fwlint]\n[[tool.fwlint.host]]\nfiles = ["a"]\nroles = ["x/y"]\n')
    _, problems = load_config(project)
    hint = "`fwlint rulesets` lists all there are"
    assert problems == [f"{project}:4: unknown role 'x/y'; {hint}"]


def test_a_project_file_without_one_is_passed_over(tree: Path) -> None:
    (tree / "site" / "hosts").mkdir()
    (tree / "site" / "hosts" / "pyproject.toml").write_text('[project]\nname = "x"\n')
    assert ignored(Configs(load_config), "site/hosts/a.rules") == ("FW102",)


def test_a_broken_project_file_that_speaks_of_fwlint_is_named(tree: Path) -> None:
    (tree / "other" / "pyproject.toml").write_text("[tool.fwlint\n")
    configs = Configs(load_config)
    configs.for_file("other/a.rules")
    assert configs.problems[0].startswith("other/pyproject.toml: is not valid TOML")


def test_fwlint_toml_stands_above_a_project_file_beside_it(tree: Path) -> None:
    (tree / "site" / "pyproject.toml").write_text('[tool.fwlint]\nignore = ["FW104"]\n')
    assert find_config(tree / "site") == tree / "site" / "fwlint.toml"
