"""The match `set`: what a rule asks of sets, and what becomes of the rule by what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fwlint.dialects.ipset.match import Asked, Matcher
from fwlint.dialects.iptables.clause import Clause
from fwlint.dialects.iptables.option import RefusedError
from fwlint.dialects.source import Source
from fwlint.model.packetset import PacketSet

Parts = tuple[tuple[PacketSet, tuple[str, ...]], ...]
"""The packets of a rule, part by part, and the conditions of each."""

SET = "set"
"""The name of the match."""

_NAMING = "match_set"
_COUNTERS = tuple(f"--{kind}-{how}" for kind in ("packets", "bytes") for how in ("eq", "lt", "gt"))

# What `-j SET` adds to and deletes from, its options abbreviated where that stays unambiguous.
_CHANGE = re.compile(r"""\s--(?:add?(?:-(?:s(?:et?)?)?)?|del-(?:s(?:et?)?)?)\s+"?([^\s"]+)""")


def changed_by(sources: Iterable[Source]) -> frozenset[str]:
    """Return the names of the sets whose elements rules in `sources` add or delete."""
    lines = (line for source in sources for line in source.lines if "SET" in line)
    return frozenset(name for line in lines for name in _CHANGE.findall(line))


def asked_by(found: Iterable[Clause]) -> tuple[Asked, ...]:
    """Return what the matches of a rule ask. Raises RefusedError where one asks for no set."""
    return tuple(
        _asked(clause) for clause in found if clause.role == "match" and clause.name == SET
    )


def within_sets(parts: Parts, asked: tuple[Asked, ...], matcher: Matcher, family: int) -> Parts:
    """Return the parts of a rule for the packets that match what is `asked`: surely, and perhaps.

    No packet is in two parts, and those of the latter kind have further conditions.
    """
    if not asked:
        return parts
    answer = matcher.answer(asked, family)
    surely = [(packets & answer.surely, conditions) for packets, conditions in parts]
    perhaps = [
        (packets & answer.perhaps, tuple(dict.fromkeys((*conditions, *answer.conditions))))
        for packets, conditions in parts
    ]
    found = tuple(part for both in zip(surely, perhaps, strict=True) for part in both if part[0])
    return found or tuple(surely[:1])


def _asked(clause: Clause) -> Asked:
    named = [option for option in clause.options if option.kind == _NAMING]
    if len(named) != 1:
        word = clause.head.word if clause.head else None
        raise RefusedError("this needs one --match-set, with a name and directions", word)
    [option] = named
    name, directions = map(str, option.arguments)
    counters = tuple(str(one) for one in clause.options if one.name in _COUNTERS)
    nomatch = any(one.name == "--return-nomatch" for one in clause.options)
    return Asked(name, tuple(directions.split(",")), option.negated, nomatch, counters)
