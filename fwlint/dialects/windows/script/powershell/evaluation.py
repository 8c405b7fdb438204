"""What the words of a script stand for, as far as the script itself says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lark import Token
from lark.exceptions import UnexpectedInput

from fwlint.dialects.windows.script.command import KNOWN, Place, Unknown, Value, Word
from fwlint.dialects.windows.script.powershell.syntax import parse_tokens, pieces, read_tokens
from fwlint.dialects.windows.script.powershell.variables import Variables, variable_in

_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_CONSTANTS = ("$true", "$false", "$null")
_ENVIRONMENT = ("$env:", "${env:", "$psscriptroot", "$pshome", "$home")
_NUMBER = re.compile(r"-?\d+")
_QUOTED = (["SINGLE_QUOTED"], ["DOUBLE_QUOTED"])
_KEY = re.compile(r"""((["']?)\w+\2)=""")
_SHOWN = 80
_MOST_READ = 1_000_000
"""How long an expression may be that is looked into."""
_MOST = 4_000_000
"""How many characters are put in for variables at most, in all of a script."""

Items = tuple[list[str], Unknown]


class UnclosedError(Exception):
    """A word has a quote that is never closed; where it ends cannot be said."""


@dataclass(slots=True)
class Evaluation:
    """A script's text and its variables, and where the text stands.

    `_constants` holds the values that are put in for variables, by where they are assigned.
    """

    text: str
    variables: Variables
    place: Place
    _constants: dict[int, Items] = field(default_factory=dict)
    _put_in: int = 0

    def value(self, tokens: Iterable[Token]) -> Value:
        """Return the value that words and bracketed groups make. Raises UnclosedError."""
        parts = list(tokens)
        items, unknown = _together(self._argument(token) for token in parts)
        start, end = parts[0].start_pos or 0, parts[-1].end_pos or 0
        return Value(tuple(items), self._shown(start, end), self.place.at(start), unknown)

    def word(self, tokens: list[Token]) -> Word:
        """Return the word that tokens make which stand side by side. Raises UnclosedError."""
        items, unknown = _together(
            ([",".join(items)], unknown) for items, unknown in map(self._argument, tokens)
        )
        return Word("".join(items), self.place.at(tokens[0].start_pos or 0), unknown)

    def table(self, name: str, before: Token, block: int) -> dict[str, Value] | None:
        """Return the table of parameters that a variable holds at a place, if the script says."""
        made = self.variables.latest(name.lower(), before.start_pos or 0, block)
        if made is None:
            return None
        try:
            tree = parse_tokens("table", _with_keys(self._tokens(made.start, made.end)))
        except UnexpectedInput:
            return None
        pairs = (list(pair.scan_values(lambda _: True)) for pair in tree.find_data("pair"))
        return {str(key).strip("'\""): self._entry(key, words) for key, *words in pairs}

    def _entry(self, key: Token, words: list[Token]) -> Value:
        items, unknown = _together(self._element(word) for word in words)
        text = ",".join(map(str, words))[:_SHOWN]
        return Value(tuple(items), text, self.place.at(key.start_pos or 0), unknown)

    def _argument(self, token: Token) -> Items:
        """Return the items of one argument of a command."""
        if token.type == "GROUP":
            return self._expression(token.start_pos or 0, token.end_pos or 0)
        if token.type == "HERE_STRING":
            return [str(token)], Unknown(token.split("\n", 1)[0])
        if token.type == "WORD" and variable_in(token):
            return self._variable(token)
        if token.type == "WORD":
            text, unknown = self._expand("word", str(token), token.start_pos or 0)
            return [text], unknown
        return [str(token)], KNOWN

    def _variable(self, token: Token) -> Items:
        """Return the items of a variable that is assigned once, a list of literals."""
        if token.lower() in _CONSTANTS:
            return [token.lower()], KNOWN
        made = self.variables.constant(variable_in(token), token.start_pos or 0)
        if made and token.startswith("$") and self._put_in < _MOST:
            if made.start not in self._constants:
                self._constants[made.start] = self._expression(made.start, made.end)
            items, unknown = self._constants[made.start]
            self._put_in += sum(map(len, items))
            if not unknown:
                return items, KNOWN
        return [str(token)], _unknown(token)

    def _expression(self, start: int, end: int) -> Items:
        """Return the items of an expression, or its text where it is more than a list of such."""
        text = self._shown(start, end)
        try:
            tree = parse_tokens("literal", self._tokens(start, end))
        except UnexpectedInput:
            return [text], Unknown(text)
        return _together(self._element(token) for token in tree.scan_values(lambda _: True))

    def _element(self, token: Token) -> Items:
        """Return what a word stands for in an expression: only what is quoted is text there."""
        if [kind for kind, _ in pieces("word", str(token))] in _QUOTED:
            text, unknown = self._expand("word", str(token), token.start_pos or 0)
            return [text], unknown
        if _NUMBER.fullmatch(token) or token.lower() in _CONSTANTS:
            return [token.lower()], KNOWN
        return [str(token)], _unknown(token)

    def _expand(self, start: str, text: str, before: int) -> tuple[str, Unknown]:
        """Return a text without its quotes, by the start rule `start`, and what is unknown."""
        parts, unknown = [], KNOWN
        for kind, piece in pieces(start, text):
            more = KNOWN
            if kind == "UNCLOSED":
                raise UnclosedError
            if kind == "SINGLE_QUOTED":
                piece = re.sub("(['‘’‚‛])['‘’‚‛]", r"\1", piece[1:-1])
            elif kind == "DOUBLE_QUOTED":
                piece, more = self._expand("expandable", piece[1:-1], before)
            elif kind == "ESCAPED":
                piece = _ESCAPES.get(piece[1], piece[1])
            elif kind == "TWO_QUOTES":
                piece = piece[0]
            elif kind == "SUBEXPRESSION":
                more = Unknown(piece[:_SHOWN])
            elif kind == "VARIABLE" and piece != "$":
                piece, more = self._inside(piece, before)
            parts.append(piece)
            unknown |= more
        return "".join(parts), unknown

    def _inside(self, variable: str, before: int) -> tuple[str, Unknown]:
        """Return what a variable within a word or a string stands for."""
        items, unknown = self._variable(Token("WORD", variable, before))
        if len(items) == 1:
            return items[0], unknown
        return variable, Unknown(variable)

    def _tokens(self, start: int, end: int) -> list[Token]:
        """Return the tokens between two positions of the text, none where there are too many."""
        if end - start > _MOST_READ:
            return []
        tokens = list(read_tokens(self.text[start:end]))
        while tokens and tokens[-1].type == "_NEWLINE":
            tokens.pop()
        for token in tokens:
            token.start_pos = (token.start_pos or 0) + start
        return tokens

    def _shown(self, start: int, end: int) -> str:
        return " ".join(self.text[start : min(end, start + 10 * _SHOWN)].split())[:_SHOWN]


def _with_keys(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens of a table; a key that stands before its `=` without a space is cut off."""
    for token in tokens:
        match = _KEY.match(token) if token.type == "WORD" else None
        if match:
            yield token.update(value=match[1])
            yield token.update("_ASSIGN", "=")
        if not match or match.end() < len(token):
            yield token.update(value=token[match.end() :] if match else str(token))


def _together(found: Iterable[Items]) -> Items:
    items, unknown = [], KNOWN
    for some, more in found:
        items += some
        unknown |= more
    return items, unknown


def _unknown(token: Token) -> Unknown:
    if token.lower().startswith(_ENVIRONMENT):
        return Unknown(environment=str(token))
    return Unknown(computed=str(token))
