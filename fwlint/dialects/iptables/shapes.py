"""Lines read by their shape: what a line says but for its names, addresses, ports and texts.

A dump of a hundred thousand rules has a few hundred shapes. The grammar reads the first line of
each; the next ones only bind other values. It stays the judge of everything that is new: a value
that does not fit its place, a shape with values in other places, any doubt goes to the grammar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fwlint.dialects.iptables.cut import Shape, cut, pattern, places
from fwlint.dialects.iptables.line import Statement
from fwlint.dialects.iptables.rule import Meaning
from fwlint.dialects.iptables.template import Known, Template, learnt

_MOST = 4096
"""How many shapes are kept; the next one begins anew."""
_OFTEN = 32
"""How many lines of a shape make a pattern worth while."""
_LONGEST = 1024
"""The characters of a line whose shape is kept."""


@dataclass(slots=True, eq=False)
class _Entry:
    """A template of a shape, how often lines were cut into it, and what came next the last time.

    `pattern` finds the values of such a line faster, and takes long to make.
    """

    template: Template
    seen: int = 0
    pattern: re.Pattern[str] | None = None
    next: _Entry | None = None


class Shapes:
    """The shapes of lines of one table; those seen `often` get a pattern."""

    def __init__(self, family: int, table: str, often: int = _OFTEN) -> None:
        self._family = family
        self._table = table
        self._often = often
        self._known: dict[Shape, _Entry] = {}
        self._last: _Entry | None = None

    @property
    def learnt(self) -> int:
        """How many shapes are known."""
        return len(self._known)

    def read(self, line: str) -> Known | None:
        """Return what a line says, or None where only the grammar can tell.

        What comes after a shape is mostly of the same as the last time.
        """
        guess = self._last and self._last.next
        if guess and guess.pattern and (matched := guess.pattern.fullmatch(line)):
            self._last = guess
            return guess.template.bind(matched.groups())
        found = cut(line, self._family)
        known = self._known.get(found[0]) if found else None
        if found is None or known is None:
            return None
        known.seen += 1
        if known.seen == self._often:
            known.pattern = pattern(found[0], self._family)
        if self._last:
            self._last.next = known
        self._last = known
        return known.template.bind(found[1])

    def learn(self, line: str, statement: Statement, meaning: Meaning | None) -> None:
        """Keep the shape of a line that the grammar has read, if its values can be bound."""
        found = cut(line, self._family)
        if found is None or len(line) > _LONGEST or found[0] in self._known:
            return
        shape, values = found
        template = learnt(values, places(line, shape, values), statement, meaning, self._family)
        if template:
            if len(self._known) == _MOST:
                self._known.clear()
                self._last = None
            self._known[shape] = _Entry(template)
