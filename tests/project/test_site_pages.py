"""The pages of the documentation site, before they are built: none is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fwlint.cli.main import VERBS
from fwlint.dialects.dialect import all_dialects
from fwlint.registry import all_checks
from fwlint.requirements.load import builtin_names
from tools.docs.site import linked, write_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_site(folder)
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, str]:
    folder = site / "pages"
    return {
        one.relative_to(folder).as_posix(): one.read_text("utf-8") for one in folder.rglob("*.md")
    }


def test_every_page_is_in_the_navigation(site: Path, pages: dict[str, str]) -> None:
    named = re.findall(r'"([^"]+\.md)"', (site / "zensical.toml").read_text("utf-8"))
    assert sorted(named) == sorted(pages)


def test_every_check_has_a_page_and_a_line_in_the_list(pages: dict[str, str]) -> None:
    for check in all_checks():
        page = pages[f"checks/{check.id.lower()}.md"]
        assert page.startswith(f"# {check.id}: ")
        assert f"`{check.name}`" in page
        assert f"[{check.id}]({check.id.lower()}.md)" in pages["checks/index.md"]


def test_the_page_of_a_check_holds_its_examples_as_they_stand(pages: dict[str, str]) -> None:
    for check in all_checks():
        examples = re.findall(r"^```\S.*\n((?:.*\n)*?)```$", check.documentation(), re.MULTILINE)
        assert len(examples) == 2
        for example in examples:
            assert f"```text\n{example}```" in pages[f"checks/{check.id.lower()}.md"]


def test_every_ruleset_has_a_page_and_a_line_in_the_list(pages: dict[str, str]) -> None:
    for name in builtin_names():
        assert f"(`{name}`)" in pages[f"rulesets/{name}.md"]
        assert f"[`{name}`]({name}.md)" in pages["rulesets/index.md"]


def test_every_dialect_has_a_section(pages: dict[str, str]) -> None:
    shown = "".join(text for path, text in pages.items() if path.startswith("dialects/"))
    sections = re.findall(r"^## `(.*)`$", shown, re.MULTILINE)
    assert sorted(sections) == sorted(dialect.name for dialect in all_dialects())


def test_every_command_and_every_table_is_in_the_reference(pages: dict[str, str]) -> None:
    commands = re.findall(r"^## fwlint (\w+)$", pages["command-line.md"], re.MULTILINE)
    assert commands == list(VERBS)
    tables = re.findall(r"^## `\[\[(.*)\]\]`$", pages["configuration-reference.md"], re.MULTILINE)
    assert tables == ["host", "device", "per-path", "suppress"]


def test_a_check_that_a_page_names_is_a_link_to_its_page() -> None:
    text = "# FW104\n\nSee FW105, FW104, [FW101](x.md) and `fwlint explain FW101`.\n\n"
    code = "```text\nFW105\n```\n"
    assert linked(text + code, Path("checks/fw104.md")) == (
        "# FW104\n\nSee [FW105](../checks/fw105.md), FW104, [FW101](x.md)"
        f" and `fwlint explain FW101`.\n\n{code}"
    )


def test_the_inputs_of_the_action_stand_in_the_guide(pages: dict[str, str]) -> None:
    from tests.composite import ACTION

    table = re.findall(r"^\| `([a-z-]+)` \|", pages["continuous-integration.md"], re.MULTILINE)
    assert table == [*ACTION["inputs"], *ACTION["outputs"]]
