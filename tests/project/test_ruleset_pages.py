"""The pages of the built-in rulesets: written from them, and up to date."""

from __future__ import annotations

import pytest

from fwlint.requirements.load import builtin_names, load_ruleset
from tools.ruleset_pages import FOLDER, page

BUILTIN = pytest.mark.parametrize("name", builtin_names())


@BUILTIN
def test_the_page_that_is_checked_in_is_the_one_that_is_written(name: str) -> None:
    assert (FOLDER / f"{name}.md").read_text("utf-8") == page(name)


@BUILTIN
def test_the_page_has_every_requirement_and_every_reason(name: str) -> None:
    ruleset, text = load_ruleset(name), page(name)
    for one in ruleset.requirements:
        assert f"`{one.id.removeprefix(name + '/')}`" in text
    for remark in ruleset.remarks:
        assert remark.says in text
        assert remark.reason in text
