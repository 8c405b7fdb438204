"""Whatever the README, the guides and CONTRIBUTING.md show is so: each block is run or read.

The blocks of CONTRIBUTING.md that make a dialect, a check and a ruleset have a test of their own,
and so has the ruleset that the guide builds.
"""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from markdown_it import MarkdownIt
from pydantic import TypeAdapter

from fwlint.cli.main import main
from fwlint.config.load import load_config
from fwlint.config.schema import ConfigFile
from fwlint.dialects.dialect import all_dialects
from fwlint.inputs import Input
from fwlint.lint import lint
from fwlint.model.diagnostic import Trouble
from tools.golden import PROMPT, ROOT, golden, pages

ELSEWHERE = ("CONTRIBUTING.md", "docs/write-your-own-ruleset.md")
DIALECTS = {dialect.name: dialect for dialect in all_dialects()}


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: the page and line it stands at, its language, its text."""

    page: str
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def blocks() -> list[Block]:
    found = []
    for page in [*pages(), ROOT / "CONTRIBUTING.md"]:
        for token in MarkdownIt().parse(page.read_text("utf-8")):
            if token.type == "fence" and token.map:
                name = page.relative_to(ROOT).as_posix()
                found.append(Block(name, token.map[0] + 1, token.info, token.content))
    return found


ALL = blocks()


def of(*languages: str) -> pytest.MarkDecorator:
    members = [one for one in ALL if one.language in languages]
    return pytest.mark.parametrize("block", members, ids=map(str, members))


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_output_shown_is_that_of_a_real_run(page: Path) -> None:
    text = page.read_text("utf-8")
    assert golden(text) == text, "run `make golden`"


@of("console")
def test_a_console_begins_with_a_command(block: Block) -> None:
    assert block.text.startswith(PROMPT)


@of("sh")
def test_a_command_of_a_shell_works(
    block: Block, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "site")
    (tmp_path / "site" / "firewalls").mkdir()
    shutil.copy(ROOT / "examples" / "edge.cfg", tmp_path / "site" / "firewalls")
    monkeypatch.chdir(tmp_path / "site")
    for line in block.text.splitlines():
        if line.startswith("fwlint "):
            result = CliRunner().invoke(main, shlex.split(line, comments=True)[1:])
            assert (result.exit_code in (0, 1), "error:" in result.stderr) == (True, False), line
        else:
            assert any(re.match(known, line) for known in KNOWN), line


TARGETS = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
KNOWN = [
    r"pip install \.( +#.*)?$",
    rf"make ({'|'.join(TARGETS)})( +#.*)?$",
    r"(iptables-save|ip6tables-save|ipset save) > \S+$",
]
"""Commands that other tests run, and those that only the device that is exported can."""


@of("toml")
def test_a_configuration_is_valid(block: Block) -> None:
    table = tomllib.loads(block.text)
    own = table.get("tool", {}).get("fwlint", table)
    assert TypeAdapter(ConfigFile).validate_python(own) != ConfigFile()


@of("yaml")
def test_yaml_is_that_of_a_file_that_the_tests_read(block: Block) -> None:
    if block.page not in ELSEWHERE:
        files = [path.read_text("utf-8") for path in (ROOT / "examples" / "ci").iterdir()]
        assert block.text in files
    assert yaml.safe_load(block.text)


@of(*DIALECTS)
def test_an_export_is_understood(block: Block) -> None:
    config, problems = load_config(None)
    assert problems == []
    source = Input("export", block.text.encode())
    (file,) = lint([source], config, DIALECTS[block.language]).files
    assert [one for one in file.diagnostics if one.trouble is not Trouble.ASSUMED] == []
    misread = {"FW901", "FW903", "FW904"}
    assert [one.check for one in file.findings if one.check in misread] == []


@of("text")
def test_plain_text_holds_commands_of_other_systems_alone(block: Block) -> None:
    for line in block.text.splitlines():
        assert re.match(r"netsh |reg export |chcp |terminal |show ", line), line


def test_no_block_is_left_out() -> None:
    tested = {"console", "sh", "toml", "yaml", "text", *DIALECTS}
    assert [str(one) for one in ALL if one.language not in tested and not _built(one)] == []


def _built(block: Block) -> bool:
    """Return whether CONTRIBUTING.md has it built, or draws a picture with it."""
    return block.page == "CONTRIBUTING.md" and block.language in ("", "lark", "python")


@pytest.mark.parametrize("page", [*pages(), ROOT / "CONTRIBUTING.md"], ids=lambda page: page.name)
def test_every_file_that_is_linked_is_there(page: Path) -> None:
    links = re.findall(r"\]\(([^):#]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
