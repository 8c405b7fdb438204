"""Which line of a chain `-D` takes away: the first that iptables takes for the same rule."""

from __future__ import annotations

from bisect import bisect, insort
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fwlint.dialects.iptables.chain_line import Line


class SameRules:
    """Finds lines in `lines` by what they say, each in a few steps however many there are.

    Lines may come behind the others at any time. Of the changes in between, `forget` must be told.
    """

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._numbers: dict[object, int] = {}
        self.forget()

    def forget(self) -> None:
        """Take all lines for new ones; what they say needs not be found out again."""
        self._places: dict[int, deque[int]] = {}
        self._filed = 0
        self._gone: list[int] = []

    def delete(self, line: Line) -> bool:
        """Delete the first line that says the same as `line`, and return whether there is one.

        The places are those from before anything was deleted.
        """
        self._file()
        places = self._places.get(self._number(line))
        if not places:
            return False
        place = places.popleft()
        del self._lines[place - bisect(self._gone, place)]
        insort(self._gone, place)
        return True

    def _file(self) -> None:
        gone = len(self._gone)
        for line in self._lines[self._filed - gone :]:
            if line.meaning:
                self._places.setdefault(self._number(line), deque()).append(self._filed)
            self._filed += 1

    def _number(self, line: Line) -> int:
        """Return the same number for lines that iptables takes for one rule.

        All lines that were refused have one of their own, under which none is found.
        """
        if line.meaning is None:
            return -1
        number = self._numbers.get(line.text)
        if number is None:
            identity = line.meaning(line.text).identity
            number = self._numbers.setdefault(identity, len(self._numbers))
            self._numbers[line.text] = number
        return number
