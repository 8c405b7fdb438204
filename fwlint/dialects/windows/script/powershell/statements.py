"""A script cut into statements: where each begins and ends, and when it is run.

Only what calls a command that may matter keeps its tokens; all else is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lark import Token

from fwlint.dialects.windows.script.powershell.draft import Draft
from fwlint.dialects.windows.script.powershell.frame import Frame, Statement
from fwlint.dialects.windows.script.powershell.variables import Variables

_CLOSERS = {
    "_PAREN": "_CLOSE_PAREN",
    "_AT_PAREN": "_CLOSE_PAREN",
    "_DOLLAR_PAREN": "_CLOSE_PAREN",
    "_BRACE": "_CLOSE_BRACE",
    "_AT_BRACE": "_CLOSE_BRACE",
}
_CLOSING = frozenset(_CLOSERS.values())
_DECLARING = ("function", "filter", "param", "foreach")
_RUN_ONCE = frozenset(("try", "finally", "begin", "process", "end", "&", "."))
"""What may stand before a block that is run as surely as what stands before it."""

_DEEPEST = 200
"""How many brackets in one another are told apart; no script has more."""
_SHOWN = 60
"""How many characters of the words before a block a condition repeats."""


class Cutter:
    """One pass over a script. `left` is the position from which on nothing of it is run."""

    def __init__(self, text: str, variables: Variables) -> None:
        self.left = len(text)
        self._text = text
        self._variables = variables
        self._frames = [Frame()]
        self._opened = 0
        self._too_deep = 0

    def cut(self, tokens: Iterable[Token]) -> Iterator[Statement]:
        """Yield the statements that may matter, in the order in which they end."""
        for token in tokens:
            frame = self._frames[-1]
            if frame.was_ended_before(token):
                yield from self._finish(None, token.start_pos or 0)
            if token.type in _CLOSERS:
                self._open(frame, token)
            elif token.type in _CLOSING:
                yield from self._close(token)
            elif frame.is_ended_by(token):
                yield from self._finish(token, token.start_pos or 0)
            elif token.type != "_NEWLINE":
                self._variables.note(token, declared=frame.declares)
                frame.draft.take(token)
            self._frames[-1].last = token
        while self._frames:
            yield from self._finish(None, len(self._text))
            self._frames.pop()

    def _finish(self, end: Token | None, position: int) -> Iterator[Statement]:
        frame = self._frames[-1]
        if frame.draft.leaves and len(self._frames) == 1 and not frame.fallback:
            self.left = min(self.left, position)
        statement = frame.finish(end, position, self._variables)
        if statement.tokens:
            yield statement

    def _open(self, frame: Frame, token: Token) -> None:
        if len(self._frames) == _DEEPEST:
            self._too_deep += 1
            return
        frame.draft.clause = frame.draft.clause or token
        conditions = frame.under()
        if token.type == "_BRACE":
            conditions += self._condition(frame.draft, token)
        self._opened += 1
        declares = frame.declares or (token.type == "_PAREN" and _declares(frame))
        self._frames.append(Frame(self._opened, conditions, token, declares))

    def _condition(self, draft: Draft, brace: Token) -> tuple[str, ...]:
        """Return when the block that `brace` opens is run, if that is not certain."""
        start = draft.clause.start_pos if draft.clause else brace.start_pos
        before = " ".join(self._text[start : brace.start_pos].split())
        if before.split(" ", 1)[0].lower() in _RUN_ONCE:
            return ()
        return (f"inside {before[:_SHOWN] or 'a block'}",)

    def _close(self, token: Token) -> Iterator[Statement]:
        """Close the innermost bracket of that kind, and those within it that nothing closes."""
        if self._too_deep:
            self._too_deep -= 1
            return
        kinds = [_CLOSERS[frame.opener.type] for frame in self._frames if frame.opener]
        while token.type in kinds:
            yield from self._finish(None, token.start_pos or 0)
            opener, parent = self._frames.pop().opener, self._frames[-1]
            if kinds.pop() == token.type and opener:
                parent.draft.take(_group(opener, token))
                if token.type == "_CLOSE_BRACE":
                    parent.draft.clause = None
                return


def _declares(frame: Frame) -> bool:
    word = frame.last.lower() if frame.last and frame.last.type == "WORD" else ""
    return word in _DECLARING or frame.draft.name in _DECLARING


def _group(opener: Token, closer: Token) -> Token:
    return Token(
        "GROUP",
        "",
        opener.start_pos,
        opener.line,
        opener.column,
        closer.end_line,
        closer.end_column,
        closer.end_pos,
    )
