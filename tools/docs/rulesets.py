"""A page that lists the built-in rulesets; their own pages lie in `docs/rulesets/`."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.requirements.load import builtin_names, load_ruleset
from tools.docs.markdown import page, table


def pages() -> Iterator[tuple[str, str]]:
    """Yield the path and the text of the page."""
    yield "rulesets/index.md", _index()


def _index() -> str:
    rows = []
    for ruleset in map(load_ruleset, builtin_names()):
        documents = sorted({one.row.document for one in ruleset.requirements})
        link = f"[`{ruleset.name}`]({ruleset.name}.md)"
        count = str(len(ruleset.requirements))
        rows.append((link, ruleset.title, count, ", ".join(documents)))
    return page(
        "# Rulesets",
        "What fwlint can prove without further ado. Each requirement names the line of the document"
        " that it stands on, and `fwlint explain` prints it. A role in `fwlint.toml` turns its"
        " ruleset on; [write your own](../write-your-own-ruleset.md) for your own policy.",
        table(("ruleset", "is for", "requirements", "stands on"), rows),
    )
