"""The words that fwlint itself uses, which tell nothing about a site."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from fwlint.resources import folder

_PACKAGE = Path(__file__).resolve().parents[1]
_EXAMPLES = re.compile(r"```.*?```", re.DOTALL)
"""The exports in the pages of the checks have names as sites use them."""

WORD = r"\w+(?:[-.]\w+)*"
"""A word, with what hyphens and dots bind to it."""


@cache
def vocabulary() -> frozenset[str]:
    """Return every word of fwlint's code, grammars and rulesets, in lower case."""
    files = [
        *_PACKAGE.rglob("*.py"),
        *folder("grammars").glob("*.lark"),
        *folder("rulesets").glob("*.yaml"),
    ]
    words: set[str] = set()
    for file in files:
        text = _EXAMPLES.sub("", file.read_text(encoding="utf-8"))
        words.update(re.findall(WORD, text.casefold()))
    return frozenset(words)
