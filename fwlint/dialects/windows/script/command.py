"""Commands of a script, as a shell hands them on: programs with words, and calls of cmdlets."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from fwlint.model.source import Span

if TYPE_CHECKING:
    from lark import Token


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text of commands stands: it is a file, or a command at `quoted_at` has it in quotes.

    `starts` holds the positions at which the lines of a file begin.
    """

    path: str
    starts: tuple[int, ...] = (0,)
    quoted_at: Span | None = None

    @classmethod
    def of_file(cls, path: str, lines: tuple[str, ...]) -> Place:
        """Return the place of a file's text, its lines joined by line ends."""
        return cls(path, tuple(accumulate((len(line) + 1 for line in lines[:-1]), initial=0)))

    def at(self, position: int) -> Span:
        """Return where in the file a position of the text is."""
        if self.quoted_at:
            return Span(self.path, self.quoted_at.line, self.quoted_at.column + position)
        line = bisect(self.starts, position)
        return Span(self.path, line, position - self.starts[line - 1] + 1)


@dataclass(frozen=True, slots=True)
class Unknown:
    """What in a text only a run of the script can tell: what it computes, and what it finds.

    Each is the first variable or expression of its kind as the script spells it, or "".
    """

    computed: str = ""
    environment: str = ""

    def __or__(self, other: Unknown) -> Unknown:
        return Unknown(self.computed or other.computed, self.environment or other.environment)

    def __bool__(self) -> bool:
        return bool(self.computed or self.environment)

    def __str__(self) -> str:
        return self.computed or self.environment


KNOWN = Unknown()


@dataclass(frozen=True, slots=True)
class Word:
    """A word without its quotes; what is unknown stands in it as the script spells it."""

    text: str
    span: Span
    unknown: Unknown = KNOWN


@dataclass(frozen=True, slots=True)
class Run:
    """Where a command stands, what it says on one line, and under which conditions it is run."""

    span: Span
    text: str
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Program:
    """A program being run: its name and its arguments."""

    run: Run
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Netsh:
    """A call of netsh that concerns the firewall, with its arguments."""

    run: Run
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """The items of a parameter's value, or of an argument without one; `text` spells them all."""

    items: tuple[str, ...]
    text: str
    span: Span
    unknown: Unknown = KNOWN


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as it is spelled, without its dash, and the value behind it, if there is one."""

    name: str
    span: Span
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a cmdlet. `name` is in lower case, without its module.

    `splatted` names tables of parameters whose content is not known. `upstream` is the call that
    feeds it, if that is one that matters, and `is_fed` is whether anything feeds it.
    """

    run: Run
    name: str
    parameters: tuple[Parameter, ...] = ()
    positional: tuple[Value, ...] = ()
    splatted: tuple[str, ...] = ()
    upstream: Call | None = None
    is_fed: bool = False


@dataclass(frozen=True, slots=True)
class Unclear:
    """Something that may change the firewall in a way that is not understood: why, and where."""

    run: Run
    reason: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to be said of a script that changes nothing."""

    run: Run
    message: str


Command = Program | Netsh | Call | Unclear | Remark


def side_by_side(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """Yield the tokens in groups between which nothing stands: the words of a command."""
    group: list[Token] = []
    for token in tokens:
        if group and group[-1].end_pos != token.start_pos:
            yield group
            group = []
        group.append(token)
    if group:
        yield group
