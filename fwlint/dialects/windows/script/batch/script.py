"""A batch file read as the programs that it runs, where they may concern the firewall."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fwlint.dialects.windows.script.batch.statements import LONGEST, Cutter, Statement
from fwlint.dialects.windows.script.batch.variables import Variables
from fwlint.dialects.windows.script.command import Place, Program, Run, Unclear, side_by_side

_CONCERNS = re.compile(r"netsh|firewall|-net", re.IGNORECASE)
_ONLY_SPEAKS = re.compile(r"echo.*|rem|title|find|findstr|msg|if|for|else", re.DOTALL)


def read_batch(
    text: str, place: Place, conditions: tuple[str, ...] = ()
) -> Iterator[Program | Unclear]:
    """Yield the programs that a batch file runs, in order.

    `conditions` are those under which it is run itself.
    """
    statements = [one for one in Cutter(text).cut() if not _ONLY_SPEAKS.fullmatch(one.name)]
    variables = Variables.of(text, statements, place)
    for one in statements:
        if one.name != "set" and _CONCERNS.search(text, one.start, one.end):
            run = Run(place.at(one.start), _line(text, one), conditions + one.conditions)
            if one.end - one.start > LONGEST:
                yield Unclear(run, f"this is longer than the {LONGEST} characters that cmd reads")
            else:
                yield Program(run, tuple(map(variables.word, side_by_side(one.words))))


def _line(text: str, statement: Statement) -> str:
    end = min(statement.end, statement.start + LONGEST)
    return " ".join(text[statement.start : end].replace("^\n", " ").split())
