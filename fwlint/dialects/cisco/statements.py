"""The lines of a configuration that are commands: no comments, no banners, no pager's prompts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from fwlint.dialects.cisco.passages import lines_that_matter, rest_of_block
from fwlint.dialects.grammar import not_understood
from fwlint.dialects.source import Source
from fwlint.model.diagnostic import Diagnostic, Trouble


class Statement(NamedTuple):
    """One command: its line's number and text, how deep it is indented, and its first word."""

    line: int
    text: str
    indent: int
    first: str


_PAGER = re.compile(r"\s*--More--[\s\b]*")
_BANNER = re.compile(
    r"\s*(?:banner (?:config-save|exec|incoming|login|motd|prompt-timeout|slip-ppp|text)"
    r"|banner(?= +\^C)"
    r"|aaa authentication (?:banner|fail-message)|(?:vacant|refuse|busy)-message|menu \S+ title)"
    r" +(\S.*)"
)
_ENDLESS = "this banner has no end, so what follows is read as commands"
_BANNER_WORDS = frozenset(
    ("banner", "aaa", "vacant-message", "refuse-message", "busy-message", "menu")
)


def statements(source: Source, diagnostics: list[Diagnostic]) -> Iterator[Statement]:
    """Yield the commands of `source` that may matter to packets.

    What stands in their way is noted in `diagnostics`.
    """
    passages = iter(lines_that_matter(source))
    behind_banner: Iterator[int] = iter(())
    read, endless = 0, False
    while number := next(behind_banner, 0) or next(passages, 0):
        if number <= read:
            continue
        read = number
        text = line = source.lines[number - 1]
        if "--More--" in line and (prompt := _PAGER.match(line)):
            text = " " * prompt.end() + line[prompt.end() :]
            diagnostics.append(_pager_prompt(source, number))
        bare = text.lstrip()
        if not bare or bare[0] == "!":
            continue
        first = bare.split(None, 1)[0]
        if first in _BANNER_WORDS and (banner := _BANNER.match(text)):
            end = number if endless else _end_of_banner(banner[1], source.lines, number)
            if not end:
                endless = True  # and the search for another end would be in vain, too
                diagnostics.append(not_understood(source, number, _ENDLESS))
                continue
            read, behind_banner = end, rest_of_block(source, end + 1)
            continue
        yield Statement(number, text, len(text) - len(bare), first)


def _end_of_banner(opening: str, lines: tuple[str, ...], number: int) -> int:
    """Return the line in which a banner's delimiter comes again, or 0 where it does not.

    `opening` is what line `number` says from the first delimiter on. The device prints it as `^C`,
    whatever was typed; people write any character.
    """
    control_c = opening.startswith("^C") and not opening.rstrip().endswith("^")
    delimiter = "^C" if control_c else opening[0]
    if delimiter in opening[len(delimiter) :]:
        return number
    for end in range(number, len(lines)):
        if delimiter in lines[end] or lines[end].strip() == "^":
            return end + 1
    return 0


def _pager_prompt(source: Source, line: int) -> Diagnostic:
    return Diagnostic(
        source.span(line),
        Trouble.ASSUMED,
        "a pager's --More-- stands before this line, which is read without it",
        "export with `terminal length 0`",
        source.lines[line - 1].strip(),
    )
