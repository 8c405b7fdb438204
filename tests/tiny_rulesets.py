"""Rulesets over the tiny space: three entries, chains that call each other, one that nobody calls.

A rule comes from a number, which hypothesis draws: so it draws little, and leaves out rules one by
one when it looks for the smallest ruleset that fails.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count, product
from random import Random

from hypothesis import strategies as st

from fwlint.model.addresses import AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_PORT, NEW, Box
from fwlint.model.describe import networks
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy, Resolution
from fwlint.model.protocols import TCP, UDP
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span
from tests.tiny import GRE, Tiny

PACKETS = [Tiny(*values) for values in product((TCP, UDP, GRE), range(4), range(5), (NEW, NEW + 1))]
"""All packets of the tiny space, and one more port that stands for all that no rule names."""

ENTRIES = ("first", "second", "host")
_CALLS = {
    "island": ("deepest",),
    "deepest": ("missing",),
    "deeper": ("deepest",) * 5 + ("deeper",),
    "first": ("deeper", "deeper", "deepest"),
    "second": ("deeper", "deepest"),
    "host": (),
}
"""Which policies each may call; `deeper` may even call itself."""

_ENDS = (Action.ACCEPT, Action.DENY)
_CHAIN = (*_ENDS, *_ENDS, Action.CONTINUE, Action.RETURN, Action.UNKNOWN)
_CALLING = (Action.JUMP, Action.JUMP, Action.GOTO)
_HOST = (*_ENDS, Action.BYPASS, Action.UNKNOWN)

Ruleset = dict[str, Policy]


def rulesets() -> st.SearchStrategy[Ruleset]:
    """Policies by name; no two rules have the same line."""
    numbers = st.lists(st.integers(0, 1 << 24), max_size=5)
    return st.fixed_dictionaries(dict.fromkeys(_CALLS, numbers)).map(ruleset_of)


def shown(ruleset: Ruleset) -> str:
    """Return a line for each rule, for whoever has to understand a failure."""
    return "\n" + "\n".join(
        f"{rule.span.line:3} {name:8} {rule.action.value:8} {rule.target:8}"
        f" {'' if rule.enabled else 'disabled '}{rule.conditions or ''}"
        + " | ".join(
            f"{list(box.protocol)} from {networks(box.source, 4)}"
            f" to {box.destination_port.spans} {list(box.state)}"
            for box in rule.packets
        )
        for name, policy in ruleset.items()
        for rule in policy.rules
    )


def ruleset_of(numbers: Mapping[str, Sequence[int]]) -> Ruleset:
    """Return the policies whose rules come from these numbers."""
    lines = count(1)
    return {
        name: Policy(
            name,
            tuple(_rule(Random(n), _CALLS[name], next(lines)) for n in numbers[name]),
            _ENDS[sum(numbers[name]) % 2] if name in ENTRIES else Action.RETURN,
            "",
            Span("tiny"),
            Resolution.DENY_OVERRIDES if name == "host" else Resolution.FIRST_MATCH,
        )
        for name in _CALLS
    }


def _rule(random: Random, targets: tuple[str, ...], line: int) -> Rule:
    action = random.choice((*_CHAIN, *_CALLING) if targets else _HOST)
    conditional = action is Action.UNKNOWN or random.random() < 0.3
    return Rule(
        PacketSet(tuple(_box(random) for _ in range(random.choice((0, 1, 1, 1, 1, 2, 2, 3))))),
        action,
        Span("tiny", line),
        "",
        conditions=("c",) if conditional else (),
        target=random.choice(targets) if action in _CALLING else "",
        enabled=random.random() < 0.9,
    )


def _box(random: Random) -> Box:
    with_ports = random.random() < 0.5
    protocols = _subset(random, (TCP, UDP) if with_ports else (TCP, UDP, GRE))
    ports = IntervalSet.union((port, port + 1) for port in _subset(random, (0, 1, 2, 3)))
    return Box(
        4,
        BitSet.of(protocols),
        random.choice((_LOW, _ALL, _hosts(random))),
        destination_port=ports if with_ports else ANY_PORT,
        state=BitSet.of(_subset(random, (NEW, NEW + 1))),
    )


def _hosts(random: Random) -> AddressSet:
    return AddressSet(tuple((host, 0xFFFFFFFF) for host in _subset(random, (0, 1, 2, 3))))


_LOW, _ALL = AddressSet(((0, 0xFFFFFFFE),)), AddressSet(((0, 0xFFFFFFFC),))


def _subset(random: Random, members: tuple[int, ...]) -> list[int]:
    """Return all members as often as some of them, so that rules are often covered."""
    return random.sample(members, random.choice((len(members), random.randint(1, len(members)))))
