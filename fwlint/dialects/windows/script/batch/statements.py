"""A batch file cut into statements: which words each has, and when it is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lark import Token

from fwlint.dialects.windows.script.batch.flow import Flow
from fwlint.dialects.windows.script.syntax import batch_tokens

_BETWEEN = frozenset(("_SPACE", "_CONTINUED", "_REDIRECTION"))
_ENDS = frozenset(("_NEWLINE", "_AND", "_AND_THEN", "_OR_ELSE", "_PIPE"))
_CONDITIONAL = ("if", "for", "else")
_COMMAND = re.compile(
    r"[@'\"]*(?:(?:.*\\)?(?:netsh|cmd|powershell|pwsh)(?:\.exe)?|call|start|goto|exit|set)\"?", re.I
)
LONGEST = 8191
"""How many characters of a command cmd.exe reads; so many words have more."""
_DEEPEST = 200
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Statement:
    """One command with its words, from `start` to `end`."""

    words: tuple[Token, ...]
    start: int
    end: int
    conditions: tuple[str, ...]

    @property
    def name(self) -> str:
        """The command's name as it is spelled, in lower case."""
        return command_name(self.words[0])


@dataclass(slots=True)
class _Block:
    """A block in parentheses, or the file: the statement under way in it.

    `inline` is the condition that the rest of the line is under, and `alternative` says that what
    follows is run only if something before it has failed.
    """

    conditions: tuple[str, ...] = ()
    words: list[Token] = field(default_factory=list)
    inline: str = ""
    alternative: str = ""

    def under(self) -> tuple[str, ...]:
        """Return the conditions under which the statement under way is run."""
        return self.conditions + tuple(one for one in (self.inline, self.alternative) if one)


def command_name(word: Token) -> str:
    """Return a command's name without what may stand around it."""
    return word.lstrip("@'\"(").rstrip("\"'").lower()


class Cutter:
    """One pass over a batch file."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._flow = Flow()
        self._blocks = [_Block()]

    def cut(self) -> Iterator[Statement]:
        """Yield every statement that has a command, in the order of the file."""
        for token in batch_tokens(self._text):
            block = self._blocks[-1]
            if token.type in _BETWEEN:
                continue
            if block.words and command_name(block.words[0]) == "rem" and token.type != "_NEWLINE":
                continue
            if token.type == "LABEL":
                self._flow.label(token)
            elif token.type in _ENDS:
                yield from self._end(token)
            elif token.type == "PAREN" and self._opens(block):
                self._open(block, token)
            elif token.type == "CLOSE_PAREN" and len(self._blocks) > 1:
                yield from self._end(token)
                self._blocks.pop()
            elif token.type == "CLOSE_PAREN" and not block.words:
                self._flow.leave(token.line or 0)
            elif len(block.words) <= LONGEST:
                block.words.append(token)
        while self._blocks:
            yield from self._end(None)
            self._blocks.pop()

    def _opens(self, block: _Block) -> bool:
        begins = not block.words or command_name(block.words[0]) in _CONDITIONAL
        return begins and len(self._blocks) < _DEEPEST

    def _open(self, block: _Block, token: Token) -> None:
        if block.words:
            last = block.words[-1]
            begin = last if last.lower() == "else" else block.words[0]
            block.inline = self._inside(begin, token)
        self._blocks.append(_Block(block.under()))

    def _inside(self, first: Token, end: Token) -> str:
        before = self._text[first.start_pos : end.start_pos]
        return "inside " + " ".join(before.split())[:_SHOWN]

    def _end(self, end: Token | None) -> Iterator[Statement]:
        """End the statement under way, and yield it, or the one that it makes conditional."""
        block = self._blocks[-1]
        words, block.words = block.words, []
        kind = end.type if end else "_NEWLINE"
        if words:
            position = end.start_pos or 0 if end else len(self._text)
            statement = self._statement(block, words, position)
            self._follow(statement)
            yield statement
        fails = kind == "_OR_ELSE" and end
        block.alternative = (
            f"what stands before || in line {end.line} fails" if fails and end else ""
        )
        if kind == "_NEWLINE":
            block.inline = ""

    def _statement(self, block: _Block, words: list[Token], end: int) -> Statement:
        if command_name(words[0]) in _CONDITIONAL:
            commands = (n for n, word in enumerate(words) if n and _COMMAND.fullmatch(word))
            if first := next(commands, 0):
                block.inline = self._inside(words[0], words[first])
                words = words[first:]
        conditions = block.under() + self._flow.conditions()
        return Statement(tuple(words), words[0].start_pos or 0, end, conditions)

    def _follow(self, statement: Statement) -> None:
        line = statement.words[0].line or 0
        certain = len(statement.conditions) == len(self._flow.conditions())
        if statement.name == "goto" and len(statement.words) > 1:
            self._flow.jump(statement.words[1], line, certain=certain)
        elif statement.name == "exit" and certain:
            self._flow.leave(line)
