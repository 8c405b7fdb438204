"""The sets of addresses that a rule names, and that other programs fill and empty."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fwlint.model.rule import Rule

_ASKED = re.compile(r'\s--[a-z-]*set\s+(?:!\s+)?"?([^\s"]+)"?\s+(?:src|dst)\b')
"""How iptables asks for one: `--match-set blocked src`."""


def while_unchanged(rules: Iterable[Rule]) -> str:
    """Return what a claim on all of `rules` rests on: "while set blocked is as in the export".

    It is empty where one of them names no set.
    """
    asked = [_ASKED.findall(rule.text) for rule in rules]
    names = list(dict.fromkeys(name for one in asked for name in one))
    if not names or not all(asked):
        return ""
    are = "is" if len(names) == 1 else "are"
    sets = "set" if len(names) == 1 else "sets"
    return f"while {sets} {' and '.join(names)} {are} as in the export"
