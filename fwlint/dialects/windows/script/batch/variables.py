"""The variables that a batch file sets, and what its words stand for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from lark import Token

from fwlint.dialects.windows.script.batch.statements import Statement
from fwlint.dialects.windows.script.command import KNOWN, Place, Unknown, Word
from fwlint.dialects.windows.script.syntax import pieces

_SET = re.compile(
    r'\s*(?P<how>/[ap]\s+)?(?P<quote>"?)(?P<name>[^="\s]+)\s*=(?P<value>.*)', re.I | re.S
)
_MOST = 4_000_000
"""How many characters are put in for variables at most, in all of a file."""
_SPACE = re.compile(r"\s")
_PLAIN = re.compile(r'[^"%!^&|<>]*')
_ENVIRONMENT = re.compile(r"%(?:[a-z][\w()]*|~\w*0)%?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Setting:
    value: str
    position: int
    is_certain: bool


@dataclass(slots=True)
class Variables:
    """What a batch file gives its variables, and everything that its words say of them.

    A variable that it sets is known where it does so once, with a plain text, come what may.
    """

    place: Place
    _settings: dict[str, list[_Setting]] = field(default_factory=lambda: defaultdict(list))
    _put_in: int = 0

    @classmethod
    def of(cls, text: str, statements: Iterable[Statement], place: Place) -> Variables:
        """Return the variables of a file cut into statements."""
        variables = cls(place)
        for one in statements:
            if one.name == "set":
                variables._note(text[one.words[0].end_pos : one.end], one)
        return variables

    def _note(self, text: str, statement: Statement) -> None:
        match = _SET.match(text)
        if not match:
            return
        value = match["value"].strip()
        if match["quote"]:
            value = value.rpartition('"')[0]
        sure = not statement.conditions and not match["how"] and bool(_PLAIN.fullmatch(value))
        self._settings[match["name"].lower()].append(_Setting(value, statement.start, sure))

    def word(self, tokens: list[Token]) -> Word:
        """Return the one word that tokens make which stand side by side."""
        start = tokens[0].start_pos or 0
        parts, unknown = [], KNOWN
        for token in tokens:
            text, more = self._expand("batch_word", str(token), start)
            parts.append(text)
            unknown |= more
        return Word("".join(parts), self.place.at(start), unknown)

    def _expand(self, start: str, text: str, before: int) -> tuple[str, Unknown]:
        """Return a text without its quotes, by the start rule `start`, and what is unknown."""
        parts, unknown = [], KNOWN
        for kind, piece in pieces(start, text):
            more = KNOWN
            if kind in ("QUOTED", "UNCLOSED"):
                inside = piece[1:-1] if kind == "QUOTED" else piece[1:]
                piece, more = self._expand("batch_quoted", inside, before)
            elif kind in ("ESCAPED_QUOTE", "TWO_QUOTES"):
                piece = '"'
            elif kind == "CARET":
                piece = piece[1:]
            elif kind == "VARIABLE":
                piece, more = self._value(piece, before, quoted=start == "batch_quoted")
            parts.append(piece)
            unknown |= more
        return "".join(parts), unknown

    def _value(self, variable: str, before: int, *, quoted: bool) -> tuple[str, Unknown]:
        """Return what a variable stands for; one that the file never sets is the environment's."""
        name = variable.strip("%!").lower()
        made = self._settings.get(name, ())
        if len(made) == 1 and made[0].is_certain and made[0].position < before:
            value = made[0].value
            self._put_in += len(value)
            if self._put_in < _MOST and (quoted or not _SPACE.search(value)):
                return value, KNOWN
        if not made and _ENVIRONMENT.fullmatch(variable):
            return variable, Unknown(environment=variable)
        return variable, Unknown(computed=variable)
