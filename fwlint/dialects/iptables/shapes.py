"""Lines read by their shape: what a line says but for its names, addresses, ports and texts.

A dump of a hundred thousand rules has a few hundred shapes. The grammar reads the first line of
each; the next ones only bind other values. It stays the judge of everything that is new: a value
that does not fit its place, a shape with values in other places, any doubt goes to the grammar.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from fwlint.dialects.iptables.cut import Shape, cut, pattern, places
from fwlint.dialects.iptables.line import LIMIT, Statement
from fwlint.dialects.iptables.rule import Meaning
from fwlint.dialects.iptables.template import Template, learnt

_MOST = 4096
"""How many shapes are kept; the next one begins anew."""
_OFTEN = 32
"""How many lines of a shape make a pattern worth while."""
_LONGEST = 1024
"""The characters of a line whose shape is kept."""
_FOLLOWERS = 8
"""How many shapes are tried before a line is cut: those that came next before, the last first."""
_AT_ONCE = 4096
"""How many lines are taken together, so that their values need little room."""


@dataclass(slots=True, eq=False)
class Known:
    """A shape whose template is known, and the lines of it that wait to be bound.

    Each of the `rows` holds the values of the line at that one of the `indices`. `match` finds the
    values of such a line faster than `cut` does, and takes long to make; the `followers`, which
    have one, came next before.
    """

    template: Template
    seen: int = 0
    match: Callable[[str], re.Match[str] | None] = re.compile(r"(?!)").fullmatch
    followers: list[Known] = field(default_factory=list)
    indices: list[int] = field(default_factory=list)
    rows: list[Sequence[str]] = field(default_factory=list)

    def followed_by(self, known: Known) -> None:
        """Remember that `known` came next."""
        if known in self.followers:
            self.followers.remove(known)
        self.followers.insert(0, known)
        del self.followers[_FOLLOWERS:]

    def meaning_again(self, text: str) -> Meaning:
        """Return what a line of this shape means, which was read before."""
        found = cut(text, self.template.family)
        return self.template.meaning_with(found[1] if found else ())

    def taken(self) -> tuple[list[int], list[Sequence[str]]]:
        """Return the lines that waited; they wait no longer."""
        waited = self.indices, self.rows
        self.indices, self.rows = [], []
        return waited


class Shapes:
    """The shapes of lines of one table; those seen `often` get a pattern."""

    def __init__(self, family: int, table: str, often: int = _OFTEN) -> None:
        self._family = family
        self._table = table
        self._often = often
        self._known: dict[Shape, Known] = {}
        self._last: Known | None = None

    @property
    def learnt(self) -> int:
        """How many shapes are known."""
        return len(self._known)

    def take(self, lines: Sequence[str], start: int) -> list[Known]:
        """Return the shapes of the lines from the index `start` on, as far as they are known.

        Each of these lines then waits in its shape. It may still be one that only the grammar can
        tell, if its values fit nowhere.
        """
        found: list[Known] = []
        last = self._last
        for index in range(start, min(start + _AT_ONCE, len(lines))):
            line = lines[index]
            if len(line) > LIMIT:
                break
            for known in last.followers if last else ():
                if matched := known.match(line):
                    row: Sequence[str] = matched.groups()
                    break
            else:
                looked_up = self._look_up(line)
                if looked_up is None:
                    break
                known, row = looked_up
            if last and (not last.followers or last.followers[0] is not known):
                last.followed_by(known)
            known.indices.append(index)
            known.rows.append(row)
            found.append(known)
            last = known
        self._last = last
        return found

    def _look_up(self, line: str) -> tuple[Known, Sequence[str]] | None:
        found = cut(line, self._family)
        known = self._known.get(found[0]) if found else None
        if found is None or known is None:
            return None
        known.seen += 1
        if known.seen == self._often:
            known.match = pattern(found[0], self._family).fullmatch
        return known, found[1]

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
            self._known[shape] = Known(template)
