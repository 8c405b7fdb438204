"""The README says what is so."""

from __future__ import annotations

import re
import tomllib

from click.testing import CliRunner
from pydantic import TypeAdapter

from fwlint.cli.main import VERBS, main
from fwlint.config.schema import ConfigFile
from fwlint.dialects.dialect import all_dialects
from fwlint.requirements.load import builtin_names
from tools.golden import ROOT

TEXT = (ROOT / "README.md").read_text("utf-8")


def test_the_demo_finds_what_is_closed_and_what_is_open_in_excess() -> None:
    assert "inbound UDP 4011 (BINL) is closed" in TEXT
    assert "UDP 1434 (SQL Browser) is open to any" in TEXT


def test_every_command_is_shown_in_use() -> None:
    (shown,) = (block for block in re.findall(r"```sh\n(.*?)```", TEXT, re.S) if "fwlint" in block)
    assert set(re.findall(r"^fwlint (\w+)", shown, re.MULTILINE)) == set(VERBS)


def test_the_help_is_shown() -> None:
    assert "$ fwlint --help\nUsage: fwlint [OPTIONS] COMMAND [ARGS]..." in TEXT


def test_every_dialect_and_every_ruleset_stands_in_the_readme() -> None:
    cells = re.findall(r"^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \|", TEXT, re.MULTILINE)
    named = [name for cell in cells for name in re.findall(r"`([a-z-]+)`", cell)]
    assert sorted(named) == sorted([*(one.name for one in all_dialects()), *builtin_names()])


def test_the_configuration_shown_is_a_valid_one() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    shown = [TypeAdapter(ConfigFile).validate_python(tomllib.loads(block)) for block in blocks]
    assert any(one.host for one in shown)
    assert any(one.suppress for one in shown)


def test_the_exit_codes_stand_in_the_help() -> None:
    text = " ".join(CliRunner().invoke(main, ["--help"]).output.split())
    assert "0 nothing found at or above --fail-on; 1 findings; 2 wrong usage" in text
