"""A page for each check, which is its docstring, and one that lists them all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fwlint.model.check import Check
from fwlint.registry import all_checks
from tools.docs.markdown import page, table

_FENCE = re.compile(r"^```\S+.*$", re.MULTILINE)
_CLOSE = re.compile(r"^(## .*)\n(?!\n)|(?<!\n)\n(?=```text$)", re.MULTILINE)
"""Where GitHub's Markdown needs no blank line and others do: below headings, above code."""

GROUPS = {
    "FW10 FW11": "Any firewall",
    "FW12 FW13": "iptables and NAT",
    "FW15 FW16": "Cisco",
    "FW17": "Windows Firewall",
    "FW2": "Documented requirements",
    "FW9": "Suppressions",
}
"""What the checks are on, by the beginnings of their ids."""


def group_of(check: type[Check]) -> str:
    """Return the title of the group that a check belongs to."""
    (title,) = (GROUPS[ids] for ids in GROUPS if check.id.startswith(tuple(ids.split())))
    return title


def path(check: type[Check]) -> str:
    """Return where the check's page lies in the site."""
    return f"checks/{check.id.lower()}.md"


def pages() -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each page."""
    yield "checks/index.md", _index()
    for check in all_checks():
        yield path(check), _page(check)


def _index() -> str:
    blocks = [
        "# Checks",
        "Each page is what `fwlint explain` prints: why the check matters, an example that raises"
        " it, and its cure. The tests run both.",
    ]
    for title in GROUPS.values():
        members = [check for check in all_checks() if group_of(check) == title]
        rows = (
            (
                f"[{one.id}]({one.id.lower()}.md)",
                f"`{one.name}`",
                str(one.level),
                one.info().summary(),
            )
            for one in members
        )
        blocks += [f"## {title}", table(("check", "name", "level", "finds"), rows)]
    return page(*blocks)


def _page(check: type[Check]) -> str:
    summary, _, rest = check.documentation().partition("\n\n")
    facts = (f"`{check.name}`", str(check.level), f"{check.severity}")
    body = _CLOSE.sub(r"\1\n\n", _FENCE.sub("```text", rest))
    return page(
        f"# {check.id}: {check.name.replace('-', ' ')}",
        summary,
        table(("name", "level", "severity for code scanning"), [facts]),
        body,
    )
