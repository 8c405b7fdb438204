"""The arguments of one call of netsh, by what they speak of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lark import Token, Tree

from fwlint.dialects.windows.script.command import Netsh, Run, Word
from fwlint.dialects.windows.script.reading import Reading, Said
from fwlint.dialects.windows.script.vocabulary import Term

_SAYS_NOTHING = frozenset(("description",))
_OTHER_NAMES = {"rmtmachgrp": "rmtcomputergrp"}
"""Arguments that go by another name in some versions of Windows."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """The words of a call of netsh, and what the grammar makes of them behind the command's own.

    Each token is on the line that has its word's number.
    """

    command: Netsh
    nodes: Sequence[Token | Tree[Token]]

    @property
    def run(self) -> Run:
        """Where and when the call is made."""
        return self.command.run

    def word(self, token: Token) -> Word:
        """Return the word that a token stands in."""
        return self.command.words[(token.line or 1) - 1]

    def reading(
        self, terms: Iterable[Term], ignored: Iterable[str] = (), *, new: bool = False
    ) -> Reading:
        """Return the arguments under way, each under the field that `terms` give it.

        With `new`, these are the ones behind the word `new`, and otherwise those before it.
        """
        fields = {term.netsh: term.field for term in terms if term.netsh}
        unheard = _SAYS_NOTHING.union(ignored)
        reading = Reading(self.run, {})
        for node in self._side(new=new):
            if isinstance(node, Token):
                reading.refuse("", f"{str(node)!r} is no argument of this command")
                continue
            tag, said = self.said(node)
            name = fields.get(_OTHER_NAMES.get(tag, tag), "")
            if name and name not in reading.said:
                reading.said[name] = said
            elif name:
                reading.refuse(name, f"{tag} is given twice")
            elif tag not in unheard:
                reading.refuse("", f"{tag} is no argument of this command")
        return reading

    def said(self, node: Tree[Token]) -> tuple[str, Said]:
        """Return the name of an argument, and what it says."""
        tag, *values = (token for token in node.children if isinstance(token, Token))
        word = self.word(values[0] if values else tag)
        return tag.lower(), Said(str(tag), tuple(map(str, values)), word.span, word.unknown)

    def has_new(self) -> bool:
        """Return whether something new is said of the rules selected."""
        return any(isinstance(node, Token) and node.type == "NEW" for node in self.nodes)

    def _side(self, *, new: bool) -> list[Token | Tree[Token]]:
        places = [n for n, node in enumerate(self.nodes) if _is_new(node)]
        middle = places[0] if places else len(self.nodes)
        return list(self.nodes[middle + 1 :] if new else self.nodes[:middle])


def _is_new(node: Token | Tree[Token]) -> bool:
    return isinstance(node, Token) and node.type == "NEW"
