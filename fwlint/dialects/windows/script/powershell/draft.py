"""A statement of a script under way, word by word, until it is known what it calls."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lark import Token

from fwlint.dialects.windows.script.powershell.variables import variable_in

_MATTERS = re.compile(
    r"(?:.*\\)?(?:netsh|cmd|powershell|pwsh)(?:\.exe)?"
    r"|(?:.*\\)?[a-z]+-net(?:firewall|ipsec)\w*|start-process|saps|start|invoke-expression|iex"
    r"|(?:gsudo|sudo|runas|psexec\w*)(?:\.exe)?",
    re.DOTALL,
)
"""Names of commands that change the firewall or run what may."""

MOST_TOKENS = 200_000
"""How many tokens of a statement are kept; nobody writes longer ones."""

_LEAVING = ("return", "exit", "throw")
_HEADS_OF_BLOCKS = frozenset(
    (
        *("if", "elseif", "else", "switch", "for", "foreach", "while", "do", "try", "catch"),
        *("finally", "function", "filter", "begin", "process", "end", "trap", "workflow", "class"),
    )
)


@dataclass(slots=True)
class Draft:
    """A statement under way. `tokens` begin with the command's name and are kept if it matters.

    `clause` is where the words before its next block begin, `name` the command's once it is known,
    and `called` whether an operator says that one follows. `target` is a variable that may be given
    a value, and `assigned` the one that is, how, and where the value begins. `leaves` is whether
    the statement ends what it stands in.
    """

    clause: Token | None = None
    name: str | None = None
    tokens: list[Token] = field(default_factory=list)
    called: bool = False
    target: str = ""
    assigned: tuple[str, str, int] | None = None
    leaves: bool = False

    @property
    def awaits_block(self) -> bool:
        """Whether the statement, or its last clause, has a block that may begin on another line."""
        return self.name in _HEADS_OF_BLOCKS and self.clause is not None

    def can_call(self, token: Token) -> bool:
        """Return whether `token` is the operator that calls a command."""
        return token.type == "_AMPERSAND" and self.name is None and not self.target

    def take(self, token: Token) -> None:
        """Take in the next token."""
        self.clause = self.clause or token
        if self.name is not None:
            if 0 < len(self.tokens) < MOST_TOKENS:
                self.tokens.append(token)
        elif self.can_call(token):
            self.called = True
        elif token.type == "_ASSIGN" and self.target:
            self.assigned = self.target, str(token), token.end_pos or 0
            self.target = ""
        elif token.type == "WORD" and not self.target:
            self._take_word(token)
        else:
            self.name = ""

    def _take_word(self, word: Token) -> None:
        """Take in a word where the name of a command can be."""
        name = word.lower()
        if name in _LEAVING:
            self.leaves = True
        elif name == ".":
            self.called = True
        elif not self.called and (target := variable_in(word)):
            self.target = target
        else:
            self.name = name.strip("'\"") if self.called or name[0] not in "'\"" else ""
            may_be_any = self.called and name.startswith("$")
            self.tokens = [word] if may_be_any or _MATTERS.fullmatch(self.name) else []
