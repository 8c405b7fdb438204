"""What a script says of its variables: where it gives them values, and where it may change them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from lark import Token

_VARIABLE = re.compile(
    r"(?:\[[^\]\s]*\])*"
    r"\$(?:\{(?P<braced>[^{}]+)\}|(?P<plain>(?:\w+:)?\w+))(?P<rest>.*)",
    re.DOTALL,
)
_SCOPE = re.compile(r"(?:script|global|local|private|using):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Assignment:
    """A statement that gives a variable a value, which stands from `start` to `end`."""

    name: str
    operator: str
    start: int
    end: int
    block: int


@dataclass(slots=True)
class Variables:
    """Every assignment of a script, by variable, and every other place that may change one."""

    assignments: dict[str, list[Assignment]] = field(default_factory=lambda: defaultdict(list))
    touched: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def note(self, token: Token, *, declared: bool) -> None:
        """Take down a word that declares a variable, counts with it or reaches into it."""
        match = _VARIABLE.match(token) if token.type == "WORD" else None
        if match and (declared or match["rest"].startswith(("++", "--", ".", "["))):
            self.touched[_name(match)].append(token.start_pos or 0)

    def constant(self, name: str, before: int) -> Assignment | None:
        """Return the only assignment of a variable, if it is sure to have been made by then."""
        made = self.assignments.get(name, ())
        if len(made) != 1 or name in self.touched:
            return None
        (one,) = made
        certain = one.operator == "=" and one.block == 0 and one.end <= before
        return one if certain else None

    def latest(self, name: str, before: int, block: int) -> Assignment | None:
        """Return the assignment that holds at a place of `block`, if that is certain."""
        earlier = [one for one in self.assignments.get(name, ()) if one.start < before]
        last = earlier[-1] if earlier else None
        if last is None or last.operator != "=" or last.block != block:
            return self.constant(name, before)
        changed = any(last.end <= place < before for place in self.touched.get(name, ()))
        return None if changed else last


def variable_in(token: Token) -> str:
    """Return the name of the variable that a word is, whatever its type, or ""."""
    match = _VARIABLE.fullmatch(token)
    return _name(match) if match and not match["rest"] else ""


def _name(match: re.Match[str]) -> str:
    return _SCOPE.sub("", match["braced"] or match["plain"], count=1).lower()
