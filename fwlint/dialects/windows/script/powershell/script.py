"""A PowerShell script read as the commands in it that may concern the firewall."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lark.exceptions import UnexpectedInput

from fwlint.dialects.windows.script.command import (
    Call,
    Command,
    Place,
    Program,
    Remark,
    Run,
    Unclear,
    side_by_side,
)
from fwlint.dialects.windows.script.powershell.calls import cmdlet_name, read_call
from fwlint.dialects.windows.script.powershell.draft import MOST_TOKENS
from fwlint.dialects.windows.script.powershell.evaluation import Evaluation, UnclosedError
from fwlint.dialects.windows.script.powershell.frame import Statement
from fwlint.dialects.windows.script.powershell.statements import Cutter
from fwlint.dialects.windows.script.powershell.syntax import open_end, read_tokens
from fwlint.dialects.windows.script.powershell.variables import Variables

_CMDLET = re.compile(r"[a-z]+-\w+|saps|start|iex")
_LONGEST = 4000
"""How many characters of a command are kept to show it."""
_CONCERNS = re.compile(r"netsh|firewall|-net", re.IGNORECASE)


def read_powershell(text: str, place: Place, conditions: tuple[str, ...] = ()) -> Iterator[Command]:
    """Yield the commands of a script, in the order in which they are run.

    `conditions` are those under which it is run itself.
    """
    end = open_end(text)
    variables = Variables()
    cutter = Cutter(text, variables)
    by_line = end is not None and end.type == "WORD"
    statements = list(cutter.cut(read_tokens(text, line_by_line=by_line)))
    reader = _Reader(Evaluation(text, variables, place), conditions, cutter.left)
    for statement in statements:
        yield from reader.read(statement)
    if end:
        start = end.start_pos or 0
        yield _open_end(Run(place.at(start), _line(text, start, len(text)), conditions), by_line)


def _open_end(run: Run, by_line: bool) -> Command:
    """Return what is said of a script that has not ended where its text ends."""
    if by_line:
        return Remark(run, "a quote is never closed; each is taken to end with its line")
    return Unclear(run, "this is never closed, so that all that follows is a part of it")


class _Reader:
    def __init__(self, evaluation: Evaluation, conditions: tuple[str, ...], left: int) -> None:
        self._evaluation = evaluation
        self._conditions = conditions
        self._left = left
        self._calls: dict[int, Call] = {}

    def read(self, statement: Statement) -> Iterator[Command]:
        """Yield the command that a statement is, if it concerns the firewall."""
        text = self._evaluation.text
        start = statement.tokens[0].start_pos or 0
        if not _CONCERNS.search(text, start, statement.end):
            return
        run = Run(
            self._evaluation.place.at(start),
            _line(text, start, statement.end),
            self._under(statement),
        )
        if start > self._left:
            yield Remark(run, "this is not run, because the script has ended before it")
        else:
            yield self._command(statement, run)

    def _command(self, statement: Statement, run: Run) -> Command:
        if len(statement.tokens) == MOST_TOKENS:
            return Unclear(run, "this command is too long to be read")
        try:
            if not _CMDLET.fullmatch(cmdlet_name(statement.tokens[0])):
                words = map(self._evaluation.word, side_by_side(statement.tokens))
                return Program(run, tuple(words))
            upstream = self._calls.get(id(statement.previous))
            call = read_call(statement, run, self._evaluation, upstream)
        except UnclosedError:
            return Unclear(run, "a quote in this command is never closed")
        except UnexpectedInput:
            return Unclear(run, "this is no call of a cmdlet as PowerShell reads one")
        self._calls[id(statement)] = call
        return call

    def _under(self, statement: Statement) -> tuple[str, ...]:
        return self._conditions + statement.conditions


def _line(text: str, start: int, end: int) -> str:
    return " ".join(text[start : min(end, start + _LONGEST)].replace("`\n", " ").split())
