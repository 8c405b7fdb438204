"""One option of a rule line, as the grammar took it apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fwlint.dialects.iptables.mark import spelled
from fwlint.dialects.iptables.quoting import quoted, unquoted

if TYPE_CHECKING:
    from lark import Token

    from fwlint.dialects.iptables.extensions import Word

_NEGATIONS = ("NEGATION", "OLD_NEGATION")
_QUOTABLE = "STRING"
_MARK = "MASKED_NUMBER"


class RefusedError(Exception):
    """A line that the grammar takes and that still means nothing, from `word` on if from any."""

    def __init__(self, message: str, word: Token | None = None) -> None:
        super().__init__(message)
        self.column = (word.column if word else None) or 1


@dataclass(frozen=True, slots=True)
class Option:
    """An option with its negation and arguments.

    `kind` is the name of its grammar rule. `known` is what the table has of it, None for an option
    that nobody knows.
    """

    kind: str
    tokens: tuple[Token, ...]
    known: Word | None = None

    @property
    def negated(self) -> bool:
        """Whether a `!` stands before the option or, the old way, before its argument."""
        return any(token.type in _NEGATIONS for token in self.tokens)

    @property
    def is_old_negation(self) -> bool:
        """Whether the `!` stands before the argument."""
        return any(token.type == "OLD_NEGATION" for token in self.tokens)

    @property
    def word(self) -> Token:
        """The option itself as it is written, such as `--dpo`."""
        return self.tokens[1] if self.tokens[0].type == "NEGATION" else self.tokens[0]

    @property
    def name(self) -> str:
        """The option's usual spelling, such as `--destination-port`."""
        return self.known.name if self.known else str(self.word)

    @property
    def arguments(self) -> tuple[Token, ...]:
        """The words behind the option."""
        words = [token for token in self.tokens if token.type not in _NEGATIONS]
        return tuple(words[1:])

    @property
    def value(self) -> Token:
        """The option's last word."""
        return self.tokens[-1]

    def __str__(self) -> str:
        """Return the option in its usual spelling."""
        negation = ["!"] if self.negated else []
        return " ".join([*negation, self.name, *map(_argument, self.arguments)])


def _argument(token: Token) -> str:
    if token.type == _QUOTABLE:
        return quoted(unquoted(token))
    return spelled(token) if token.type == _MARK else str(token)
