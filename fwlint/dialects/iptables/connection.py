"""What matches on connections ask of a packet's tag."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fwlint.dialects.iptables.clause import Clause
from fwlint.dialects.iptables.mark import test_of
from fwlint.dialects.iptables.option import Option
from fwlint.dialects.iptables.origin import asks_origin, origins
from fwlint.dialects.iptables.state import is_translated, of_unconnected
from fwlint.model.tag import MOVED, AnyTest, OriginTest, TagTest, UnconnectedTest

_CONNTRACK = "conntrack"
_OF_CONNECTIONS = (_CONNTRACK, "state", "connmark")
_STATE = "connection_state"


def questions(clause: Clause) -> list[list[Option]]:
    """Return the options of a match in groups, each of which is one question.

    Those that ask how a connection began are one, for only together they tell few packets apart.
    """
    if clause.name != _CONNTRACK:
        return [clause.options]
    groups: dict[str, list[Option]] = {}
    for option in clause.options:
        groups.setdefault("" if asks_origin(option) else option.name, []).append(option)
    return [*groups.values()]


def tests(
    clause: Clause, options: Sequence[Option], condition: str, family: int
) -> Iterator[AnyTest]:
    """Yield what `condition`, which are these options of a match in one group, asks of tags."""
    if clause.name == _CONNTRACK and all(map(asks_origin, options)):
        bounds = origins(options, family)
        yield from [OriginTest(condition, *bounds)] if bounds else []
        return
    for option in options:
        if option.kind == "mark":
            test = test_of(clause.name, str(option.value), condition, negated=option.negated)
            yield from [test] if test else []
        elif option.kind == _STATE and is_translated(option.value):
            yield TagTest(condition, MOVED, MOVED, option.negated)


def tests_before_tracking(
    clause: Clause, options: Sequence[Option], condition: str, family: int
) -> Iterator[AnyTest]:
    """Yield what `condition` asks of tags before packets have connections.

    Then the kernel answers a question on states, and what stands beside it holds. Without one, no
    packet is matched.
    """
    if clause.name not in _OF_CONNECTIONS:
        yield from tests(clause, options, condition, family)
        return
    untracked = otherwise = clause.has(_STATE)
    for option in options:
        if option.kind == _STATE:
            untracked, otherwise = (
                holds is not option.negated for holds in of_unconnected(option.value)
            )
    yield UnconnectedTest(condition, untracked, otherwise)
