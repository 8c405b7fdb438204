"""Lines read by their shape: what a line says but for its names, addresses, ports and texts.

A dump of a hundred thousand rules has a few hundred shapes. The grammar reads the first line of
each; the next ones only bind other values. It stays the judge of everything that is new: a value
that does not fit its place, a shape with values in other places, any doubt goes to the grammar.
"""

from __future__ import annotations

from fwlint.dialects.iptables.cut import Shape, cut
from fwlint.dialects.iptables.line import Statement
from fwlint.dialects.iptables.rule import Meaning
from fwlint.dialects.iptables.template import Known, Template, learnt

_MOST = 4096
"""How many shapes are kept; the next one begins anew."""
_LONGEST = 1024
"""The characters of a line whose shape is kept."""


class Shapes:
    """The shapes of lines of one table."""

    def __init__(self, family: int, table: str) -> None:
        self._family = family
        self._table = table
        self._templates: dict[Shape, Template] = {}

    @property
    def learnt(self) -> int:
        """How many shapes are known."""
        return len(self._templates)

    def read(self, line: str) -> Known | None:
        """Return what a line says, or None where only the grammar can tell."""
        found = cut(line, self._family)
        template = self._templates.get(found.shape) if found else None
        return template.bind(found.values) if found and template else None

    def learn(self, line: str, statement: Statement, meaning: Meaning | None) -> None:
        """Keep the shape of a line that the grammar has read, if its values can be bound."""
        found = cut(line, self._family)
        if found is None or len(line) > _LONGEST or found.shape in self._templates:
            return
        template = learnt(found, statement, meaning, self._family)
        if template:
            if len(self._templates) == _MOST:
                self._templates.clear()
            self._templates[found.shape] = template
