"""Arguments in quotes, as iptables-restore(8) reads them and iptables-save(8) prints them.

Only the double quote quotes, a backslash inside quotes escapes any character, and the closing quote
ends the argument.
"""

from __future__ import annotations

import re

_BARE = re.compile(r"[\w-]+", re.ASCII)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SPECIAL = re.compile(r"""(["'\\])""")


def unquoted(word: str) -> str:
    """Return what an argument says; a quote may begin inside of it."""
    before, quote, rest = word.partition('"')
    if not quote:
        return str(word)
    said = rest[:-1]
    return before + (_ESCAPED.sub(r"\1", said) if "\\" in said else said)


def quoted(text: str) -> str:
    """Return an argument that says `text`, in quotes where iptables-save sets them."""
    return text if _BARE.fullmatch(text) else '"' + _SPECIAL.sub(r"\\\1", text) + '"'
