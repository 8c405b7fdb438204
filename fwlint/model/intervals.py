"""Sets of values from an ordered universe, kept as sorted half-open intervals.

Two universes use it: integers (ports, ICMP type and code) and strings (interface names, where
`eth+` is the interval from "eth" to the end of all names that begin with it).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from fwlint.model.frozen import frozen

Value = TypeVar("Value", int, str)


@frozen()
class IntervalSet(Generic[Value]):
    """A union of intervals `[start, stop)`: sorted, disjoint and never adjacent.

    Build one with `IntervalSet.union`, which establishes that order; two sets with the same
    members are then equal.
    """

    spans: tuple[tuple[Value, Value], ...] = ()

    @classmethod
    def union(cls, spans: Iterable[tuple[Value, Value]]) -> IntervalSet[Value]:
        """Return the union of half-open intervals given in any order; empty ones vanish."""
        merged: list[tuple[Value, Value]] = []
        for start, stop in sorted(spans):
            if start >= stop:
                continue
            if merged and start <= merged[-1][1]:
                if stop > merged[-1][1]:
                    merged[-1] = (merged[-1][0], stop)
            else:
                merged.append((start, stop))
        return cls(tuple(merged))

    def __and__(self, other: IntervalSet[Value]) -> IntervalSet[Value]:
        if self is other:
            return self
        if len(self.spans) == len(other.spans) == 1:  # nearly always
            ((start, stop),), ((other_start, other_stop),) = self.spans, other.spans
            if other_start <= start and stop <= other_stop:
                return self
        spans = tuple(self._overlaps(other))
        return self if spans == self.spans else IntervalSet(spans)

    def _overlaps(self, other: IntervalSet[Value]) -> Iterator[tuple[Value, Value]]:
        mine, theirs = iter(self.spans), iter(other.spans)
        a, b = next(mine, None), next(theirs, None)
        while a and b:
            start = a[0] if a[0] >= b[0] else b[0]
            stop = a[1] if a[1] <= b[1] else b[1]
            if start < stop:
                yield start, stop
            if a[1] <= b[1]:
                a = next(mine, None)
            else:
                b = next(theirs, None)

    def __or__(self, other: IntervalSet[Value]) -> IntervalSet[Value]:
        return IntervalSet.union(self.spans + other.spans)

    def __sub__(self, other: IntervalSet[Value]) -> IntervalSet[Value]:
        return IntervalSet(tuple(self._left_of(other)))

    def _left_of(self, other: IntervalSet[Value]) -> Iterator[tuple[Value, Value]]:
        for start, stop in self.spans:
            for hole_start, hole_stop in other.spans:
                if hole_stop <= start or hole_start >= stop:
                    continue
                if start < hole_start:
                    yield start, hole_start
                start = hole_stop
                if start >= stop:
                    break
            if start < stop:
                yield start, stop

    def meets(self, other: IntervalSet[Value]) -> bool:
        """Return whether the two sets share a member."""
        for start, stop in self.spans:
            for other_start, other_stop in other.spans:
                if start < other_stop and other_start < stop:
                    return True
        return False

    def covers(self, other: IntervalSet[Value]) -> bool:
        """Return whether every member of `other` is in this set."""
        return self is other or all(map(self._spans, other.spans))

    def _spans(self, span: tuple[Value, Value]) -> bool:
        """Return whether one interval, as no two are adjacent, has all of `span`."""
        first, end = span
        for start, stop in self.spans:  # noqa: SIM110  # any() is twice as slow, a million times
            if start <= first and end <= stop:
                return True
        return False

    def __bool__(self) -> bool:
        return bool(self.spans)

    def __contains__(self, value: Value) -> bool:
        for start, stop in self.spans:  # noqa: SIM110  # any() is twice as slow, a million times
            if start <= value < stop:
                return True
        return False
