"""What stands between two brackets of a script: its statements, one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field

from lark import Token

from fwlint.dialects.windows.script.powershell.draft import Draft
from fwlint.dialects.windows.script.powershell.variables import Assignment, Variables

_ENDS = frozenset(("_NEWLINE", "_SEMICOLON", "_PIPE", "_AND_THEN", "_OR_ELSE", "_AMPERSAND"))
_GOES_ON = frozenset(("_PIPE", "_COMMA", "_AND_THEN", "_OR_ELSE", "_ASSIGN"))
"""Tokens after which the end of a line does not end a statement."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A call, or one element of a pipeline, which `previous` feeds. `tokens` begin with its name.

    What stands in brackets is one token GROUP, whose positions say where. Without tokens it is a
    call of something that cannot matter. `block` tells the blocks of the script apart.
    """

    tokens: tuple[Token, ...]
    end: int
    block: int
    conditions: tuple[str, ...]
    previous: Statement | None = None
    is_fed: bool = False


@dataclass(slots=True)
class Frame:
    """The inside of two brackets, or the whole script. `declares` is whether it lists variables.

    `draft` is the statement under way. Where it is run only if another one fails, `fallback` says
    so; `previous` is what feeds it.
    """

    number: int = 0
    conditions: tuple[str, ...] = ()
    opener: Token | None = None
    declares: bool = False
    last: Token | None = None
    draft: Draft = field(default_factory=Draft)
    fallback: str = ""
    previous: Statement | None = None
    is_fed: bool = False

    def under(self) -> tuple[str, ...]:
        """Return the conditions under which the statement under way is run."""
        return (*self.conditions, self.fallback) if self.fallback else self.conditions

    def is_ended_by(self, token: Token) -> bool:
        """Return whether `token` ends the statement under way, as far as it alone can tell."""
        if token.type == "_NEWLINE":
            goes_on = self.last is not None and self.last.type in _GOES_ON
            return not goes_on and not self.draft.awaits_block
        return token.type in _ENDS and not self.draft.can_call(token)

    def was_ended_before(self, token: Token) -> bool:
        """Return whether an end of line ended the statement, because no block begins behind it."""
        behind_line = self.last is not None and self.last.type == "_NEWLINE"
        return behind_line and self.draft.awaits_block and token.type not in ("_BRACE", "_NEWLINE")

    def finish(self, end: Token | None, position: int, variables: Variables) -> Statement:
        """Return the statement under way and begin another one, which `end` may connect to it."""
        draft, self.draft = self.draft, Draft()
        if draft.assigned:
            name, operator, start = draft.assigned
            made = Assignment(name, operator, start, position, self.number)
            variables.assignments[name].append(made)
        tokens = tuple(draft.tokens)
        statement = Statement(
            tokens, position, self.number, self.under(), self.previous, self.is_fed
        )
        self.is_fed = end is not None and end.type == "_PIPE"
        self.previous = statement if self.is_fed else None
        if end is not None and end.type == "_OR_ELSE":
            self.fallback = f"what stands before || in line {end.line} fails"
        elif not self.is_fed:
            self.fallback = ""
        return statement
