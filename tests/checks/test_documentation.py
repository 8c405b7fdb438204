"""Every check's page: it has its headings, its example raises the check, and its cure does not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from fwlint.config.load import load_config
from fwlint.config.site import Config
from fwlint.dialects.dialect import Dialect, all_dialects
from fwlint.inputs import Input
from fwlint.lint import lint
from fwlint.model.check import Check
from fwlint.model.diagnostic import Trouble
from fwlint.registry import all_checks

HEADINGS = ["## Why it matters", "## Example", "## Instead", "## References"]
BLOCK = re.compile(
    r"```(?P<dialect>\S+)(?: role=(?P<role>\S+))?(?: config=(?P<config>\S+))?\n(?P<text>.*?)```",
    re.DOTALL,
)
ROOT = Path(__file__).parents[2]
CHECKS = pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.id)


class Example(NamedTuple):
    """An export of a check's page, and what the page says of it."""

    source: Input
    dialect: Dialect
    config: Config


def example_of(check: str, heading: str = "## Example") -> Example:
    """Return the example under `heading` of the page of the check with this id."""
    (page,) = (one.documentation() for one in all_checks() if one.id == check)
    block = BLOCK.search(page.split(heading)[1].split("\n## ")[0])
    assert block, f"{heading} of {check} holds no example"
    roles = (block["role"],) if block["role"] else ()
    path = ROOT / block["config"] if block["config"] else None
    config, problems = load_config(path, roles=roles)
    assert problems == []
    dialect = next(one for one in all_dialects() if one.name == block["dialect"])
    source = Input(str(config.folder / "example.cfg"), block["text"].encode())
    return Example(source, dialect, config)


def findings(check: type[Check], heading: str) -> list[str]:
    """Lint the example under `heading` of the check's page; return the ids found."""
    source, dialect, config = example_of(check.id, heading)
    (file,) = lint([source], config, dialect, proofs=True).files
    told = {finding.span.line for finding in file.findings if finding.check == check.id}
    unread = [one for one in file.diagnostics if one.trouble is not Trouble.ASSUMED]
    assert all(one.span.line in told for one in unread), unread
    return [finding.check for finding in file.findings]


@CHECKS
def test_the_example_raises_the_check(check: type[Check]) -> None:
    assert check.id in findings(check, "## Example")


@CHECKS
def test_what_the_page_says_to_do_instead_does_not(check: type[Check]) -> None:
    assert check.id not in findings(check, "## Instead")


@CHECKS
def test_the_page_has_its_headings_in_order(check: type[Check]) -> None:
    found = [line for line in check.documentation().split("\n") if line.startswith("## ")]
    assert found == HEADINGS


@CHECKS
def test_id_name_and_severity_are_well_formed(check: type[Check]) -> None:
    assert re.fullmatch(r"FW\d{3}", check.id)
    assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z]+)*", check.name)
    assert 0 < check.severity < 10
    assert check.info().summary().endswith(".")


def test_ids_and_names_are_unique() -> None:
    assert len({check.id for check in all_checks()}) == len(all_checks()) > 0
    assert len({check.name for check in all_checks()}) == len(all_checks())
