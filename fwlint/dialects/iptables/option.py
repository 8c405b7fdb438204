"""One option of a rule line, as the grammar took it apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lark import Token

TARGETS = ("jump", "goto")
"""The kinds of option that name a target."""

_NEGATIONS = ("NEGATION", "OLD_NEGATION")


class RefusedError(Exception):
    """A line that the grammar takes and that still means nothing, from `word` on."""

    def __init__(self, message: str, word: Token) -> None:
        super().__init__(message)
        self.column = word.column or 1


@dataclass(slots=True)
class Option:
    """An option with its negation and arguments; `kind` is the name of its grammar rule."""

    kind: str
    words: list[Token]

    @property
    def negated(self) -> bool:
        """Whether a `!` stands before the option or, the old way, before its argument."""
        return any(word.type in _NEGATIONS for word in self.words)

    @property
    def name(self) -> Token:
        """The option as it is written, such as `--dport`."""
        return self.words[1] if self.words[0].type == "NEGATION" else self.words[0]

    @property
    def value(self) -> Token:
        """The option's last argument."""
        return self.words[-1]

    def __str__(self) -> str:
        return " ".join(self.words)


@dataclass(slots=True)
class Clause:
    """A match or a target, with the options behind it; a rule's first clause is neither."""

    head: Option
    options: list[Option] = field(default_factory=list)

    @property
    def extension(self) -> str:
        """The name of the match that the clause loads, if it loads one."""
        return str(self.head.value) if self.head.kind == "match" else ""

    @property
    def others(self) -> list[Option]:
        """The options that only the extension itself understands."""
        return [option for option in self.options if option.kind == "other"]


def clauses(options: list[Option]) -> list[Clause]:
    """Return `options` cut before every match and target."""
    found = [Clause(Option("rule", []))]
    for option in options:
        if option.kind in ("match", *TARGETS):
            found.append(Clause(option))
        elif option.name == "--proto" and found[-1].extension == "policy":
            found[-1].options.append(Option("other", option.words))  # that of the IPsec policy
        else:
            found[-1].options.append(option)
    return found
