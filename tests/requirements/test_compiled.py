"""Compiled rulesets: the same as their YAML, which alone decides, and read without its library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from fwlint.requirements.compiled import compiled, load_compiled
from fwlint.requirements.load import builtin_names, load_ruleset
from fwlint.requirements.yaml_file import read_ruleset
from fwlint.resources import folder

BUILTIN = pytest.mark.parametrize("name", builtin_names())


def source(name: str) -> Path:
    return folder("rulesets") / f"{name}.yaml"


@BUILTIN
def test_what_was_compiled_is_what_the_yaml_says(name: str) -> None:
    assert load_compiled(name, source(name).read_bytes()) == read_ruleset(
        source(name), load_ruleset
    )


@BUILTIN
def test_a_yaml_that_has_changed_since_is_not_passed_over(name: str) -> None:
    changed = source(name).read_bytes() + b"# one more line\n"
    assert load_compiled(name, changed) is None


def test_compiling_is_the_same_every_time() -> None:
    ruleset = load_ruleset("azure-stack-edge")
    assert compiled(ruleset, b"x") == compiled(ruleset, b"x")


def test_loading_the_builtin_rulesets_needs_neither_yaml_nor_pydantic() -> None:
    program = (
        "import sys\n"
        "from fwlint.requirements.load import builtin_names, load_ruleset\n"
        "assert sum(len(load_ruleset(name).requirements) for name in builtin_names()) > 361\n"
        "assert not {'yaml', 'pydantic', 'lark'} & set(sys.modules), sys.modules\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")
