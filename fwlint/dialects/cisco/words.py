"""The words of a line that stand for numbers, and what is wrong with those that do not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from fwlint.dialects.cisco.platform import Platform
from fwlint.dialects.grammar import load

if TYPE_CHECKING:
    from lark import Token, Tree


class MeaninglessError(Exception):
    """Something that the grammar takes, or never sees, and that fwlint gives no meaning.

    `column` is where it stands.
    """

    def __init__(self, message: str, column: int | None) -> None:
        super().__init__(message)
        self.column = column or 1


def parse(platform: Platform, start: str, text: str) -> Tree[Token]:
    """Return a line as the rule `start` of the platform's grammar reads it.

    Raises lark's UnexpectedInput.
    """
    return load(platform.grammar, *platform.starts).parse(text, start=start)


def trees(part: Tree[Token]) -> list[Tree[Token]]:
    """Return the trees right under `part`."""
    return [child for child in part.children if not isinstance(child, str)]


def inner(part: Tree[Token]) -> Tree[Token]:
    """Return the one tree right under `part`."""
    (child,) = trees(part)
    return child


def words(part: Tree[Token]) -> list[Token]:
    """Return the tokens right under `part`."""
    return [child for child in part.children if isinstance(child, str)]


def phrase(part: Tree[Token]) -> str:
    """Return the tokens right under `part` as the configuration says them."""
    return " ".join(words(part))


def number(word: str, highest: int, names: Mapping[str, int], what: str) -> int:
    """Return the value of a name or a number up to `highest`; raises MeaninglessError."""
    if word in names:
        return names[word]
    if word.isdecimal() and int(word) <= highest:
        return int(word)
    raise MeaninglessError(f"there is no {what} {str(word)!r}", column(word))


def column(word: str) -> int | None:
    """Return where a word stands, if the grammar read it."""
    return getattr(word, "column", None)
