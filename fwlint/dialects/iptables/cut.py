"""Lines cut into their shape and their values: names, addresses, ports and texts."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from fwlint.dialects.iptables.extensions import extensions

_NAME = r"[0-9A-Za-z_][^ \t\"]*(?![^ \t])"
_COUNTERS = r"\[[0-9]+:[0-9]+\]"
_DECLARATION = re.compile(rf":({_NAME}) (ACCEPT|DROP|-) {_COUNTERS}")
_RULE = re.compile(rf"({_COUNTERS} )?-A ({_NAME})")
_TEXT = r'"(?:[^"\\]|\\.)*"|[0-9A-Za-z_.:+][^ \t"]*'

Shape = tuple[str, ...]


class Cut(NamedTuple):
    """A line in two: the same in all lines that differ in their values only, and these values.

    The first value is the name of the chain, and `places` tells where the others begin.
    """

    shape: Shape
    values: list[str]
    line: str
    start: int

    @property
    def places(self) -> list[int]:
        """Where in the line the values behind the chain begin."""
        found, place = [], self.start
        literals, options = self.shape[1::2], self.shape[2::2]
        for literal, option, value in zip(literals, options, self.values[1:], strict=False):
            place += len(literal) + len(option)
            found.append(place)
            place += len(value)
        return found


def cut(line: str, family: int) -> Cut | None:
    """Return the parts of a line as iptables-save prints it, a chain or a rule; None for others."""
    rule = _RULE.match(line)
    if rule:
        start = rule.end()
        parts = _values(family).split(line[start:])
        values = parts[2::3]
        del parts[2::3]
        return Cut(("[]" if rule[1] else "", *parts), [rule[2], *values], line, start)
    chain = _DECLARATION.fullmatch(line)
    return Cut((":", chain[2]), [chain[1]], line, 0) if chain else None


@cache
def _values(family: int) -> re.Pattern[str]:
    """Return what finds the values of a rule, each with the option before it.

    The names of targets are no values, for options depend on them.
    """
    targets = (
        re.escape(one.name)
        for one in extensions().values()
        if one.role == "target" and str(family) in one.families
    )
    options = (
        r"-comment |-log-prefix |-[sd]ports? (?!\")(?<!! --.port )(?<!! --.ports )",
        r"[sdiog] (?!\")|-(?:src|dst)-range (?!\")|-to-(?:destination|source|ports) (?!\")",
        rf"j (?!\"|(?:{'|'.join(targets)})(?![^ \t]))",
    )
    return re.compile(rf"( -(?:{'|'.join(options)}))({_TEXT})(?![^ \t])")
