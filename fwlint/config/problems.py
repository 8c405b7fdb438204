"""What is wrong with a configuration, each with its place, and the nearest names there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from fwlint.config.place import Location, line_of

COMMAND_LINE = "command line"
_LISTED_BY = {"check": "explain"}
"""The verb that lists what there is of a kind; most of it belongs to rulesets."""


@dataclass(frozen=True, slots=True)
class Text:
    """A file of the configuration; `table` leads to the table in it that is fwlint's."""

    path: str = COMMAND_LINE
    content: str = ""
    table: Location = ()

    def line(self, location: Location) -> int:
        """Return the line of the key that `location` leads to, from fwlint's own table on."""
        return line_of(self.content, (*self.table, *location))


@dataclass(slots=True)
class Problems:
    """The problems with `text` are added to `lines`, such as `fwlint.toml:3: unknown role 'x'`."""

    text: Text
    lines: list[str] = field(default_factory=list)

    def add(self, message: str, location: Location | None) -> None:
        """Add a problem at `location`, or on the command line where that is None."""
        place = COMMAND_LINE
        if location is not None:
            place = f"{self.text.path}:{self.text.line(location)}"
        self.lines.append(f"{place}: {message}")

    def known(
        self, kind: str, names: Iterable[str], known: Collection[str], location: Location | None
    ) -> tuple[str, ...]:
        """Return those of `names` that are `known`; the others become problems."""
        every = list(names)
        for name in every:
            if name not in known:
                self.add(f"unknown {kind} {name!r}{nearest(kind, name, known)}", location)
        return tuple(name for name in every if name in known)


def nearest(kind: str, name: str, known: Collection[str]) -> str:
    """Return the question whether the nearest names were meant, or where to find all that are."""
    near = get_close_matches(name, sorted(known), n=3, cutoff=0.5)
    if near:
        return f"; did you mean {' or '.join(near)}?"
    return f"; `fwlint {_LISTED_BY.get(kind, 'rulesets')}` lists all there are"
