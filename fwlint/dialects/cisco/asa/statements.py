"""The lines of a configuration that are commands: no comments, banners or pager's prompts.

ASA writes comments with a colon, too (`: Saved`), and each line of a banner as a command.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fwlint.dialects.source import Source
from fwlint.model.diagnostic import Diagnostic, Trouble

_PAGER = re.compile(r"\s*<?-+ ?More ?-+>?[\s\b]*")


def commands(source: Source, diagnostics: list[Diagnostic]) -> Iterator[tuple[int, str, int, str]]:
    """Yield the commands of `source`, and note in `diagnostics` where a pager left its prompt.

    They come as the fields of statements, as most say nothing of packets and never become one.
    """
    for number, line in enumerate(source.lines, 1):
        text = line
        if "More" in line and (prompt := _PAGER.match(line)):
            text = " " * prompt.end() + line[prompt.end() :]
            diagnostics.append(_pager_prompt(source, number))
        bare = text.lstrip()
        if not bare or bare[0] in "!:":
            continue
        first = bare.split(None, 1)[0]
        if first != "banner":
            yield number, text, len(text) - len(bare), first


def _pager_prompt(source: Source, line: int) -> Diagnostic:
    return Diagnostic(
        source.span(line),
        Trouble.ASSUMED,
        "a pager's <--- More ---> stands before this line, which is read without it",
        "export with `terminal pager 0`",
        source.lines[line - 1].strip(),
    )
