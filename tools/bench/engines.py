"""Everyone who is asked: each takes a ruleset, and says how many of its rules are dead.

Reading a text is not timed. Building an index is, and so is building diagrams.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from logging import LogRecord
from random import Random
from time import process_time
from typing import TypeVar

from fwlint.analysis.below import needless_rules
from fwlint.analysis.dead_rules import dead_rules
from fwlint.analysis.verdict import decide
from fwlint.analysis.walk import OVER_LIMIT
from fwlint.model.addresses import BITS, AddressSet
from fwlint.model.box import Box
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet
from tools.bench.bdd import ADDRESSES_FIRST, PORTS_FIRST, dead_lines
from tools.bench.families import Ruleset
from tools.bench.words import aerleon_policy, cisco_list

QUERIES = 300
_WILDCARD_BITS = 30
"""The most free bits of a discontiguous wildcard that cisco-acl can be told to look at."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Answer:
    """The CPU seconds that a search took, what it found, and what it gave up."""

    seconds: float
    found: int
    undecided: int = 0


def fwlint_dead(ruleset: Ruleset) -> Answer:
    name = ruleset.policy.name
    seconds, deadness = _timed(lambda: dead_rules({name: ruleset.policy}, [name]))
    return Answer(seconds, len(deadness.dead), len(deadness.undecided))


def fwlint_needless(ruleset: Ruleset) -> Answer:
    policies = {ruleset.policy.name: ruleset.policy}
    seconds, (needless, undecided) = _timed(
        lambda: needless_rules(policies, dead_rules(policies, list(policies)))
    )
    return Answer(seconds, len(needless), len(undecided))


def fwlint_decide(ruleset: Ruleset) -> Answer:
    """Ask what becomes of single packets, and of all packets of a rule, in turn."""
    random, name = Random(0), ruleset.policy.name
    asked = []
    for number in range(QUERIES):
        (box,) = random.choice(ruleset.policy.rules).packets
        asked.append(box if number % 2 else _one_packet(box))
    queries = [PacketSet((box,)) for box in asked]
    policy = replace(ruleset.policy)  # which no index is known of
    seconds, verdicts = _timed(lambda: [decide({name: policy}, (name,), one) for one in queries])
    given_up = [one for one in verdicts if OVER_LIMIT in one.conditions(one.query)]
    return Answer(seconds, len(verdicts) - len(given_up), len(given_up))


def oxidd_addresses_first(ruleset: Ruleset) -> Answer:
    seconds, dead = _timed(lambda: dead_lines(ruleset.policy.rules, ADDRESSES_FIRST))
    return Answer(seconds, len(dead))


def oxidd_ports_first(ruleset: Ruleset) -> Answer:
    seconds, dead = _timed(lambda: dead_lines(ruleset.policy.rules, PORTS_FIRST))
    return Answer(seconds, len(dead))


def cisco_acl_dead(ruleset: Ruleset) -> Answer:
    from cisco_acl import Acl

    acl = Acl(cisco_list(ruleset.policy), max_ncwb=_WILDCARD_BITS)
    seconds, shading = _timed(acl.shading)
    return Answer(seconds, sum(len(shadow) for shadow in shading.values()))


def aerleon_dead(ruleset: Ruleset) -> Answer:
    from absl.logging import get_absl_logger
    from aerleon.lib import naming, policy, policy_builder

    content, definitions = aerleon_policy(ruleset.policy)
    names = naming.Naming()
    names.ParseDefinitionsObject(definitions, "generated")
    shaded = set()

    def note(record: LogRecord) -> bool:
        shaded.add(record.getMessage().partition(" is shaded by ")[0])
        return False

    def build(shade_check: bool) -> None:
        policy.FromBuilder(policy_builder.PolicyBuilder(content, names, False, shade_check))

    reading, _ = _timed(lambda: build(False))
    get_absl_logger().addFilter(note)
    seconds, _ = _timed(lambda: build(True))
    get_absl_logger().removeFilter(note)
    return Answer(seconds - reading, len(shaded))


ENGINES: dict[str, Callable[[Ruleset], Answer]] = {
    "dead": fwlint_dead,
    "needless": fwlint_needless,
    "decide": fwlint_decide,
    "oxidd, addresses first": oxidd_addresses_first,
    "oxidd, ports first": oxidd_ports_first,
    "cisco-acl": cisco_acl_dead,
    "aerleon": aerleon_dead,
}


def _one_packet(box: Box) -> Box:
    host = (1 << BITS[box.family]) - 1
    return box._replace(
        source=AddressSet(((box.source.cubes[0][0], host),)),
        destination=AddressSet(((box.destination.cubes[0][0], host),)),
        source_port=_first(box.source_port),
        destination_port=_first(box.destination_port),
    )


def _first(ports: IntervalSet[int]) -> IntervalSet[int]:
    first = ports.spans[0][0]
    return IntervalSet(((first, first + 1),))


def _timed(search: Callable[[], Result]) -> tuple[float, Result]:
    start = process_time()
    result = search()
    return process_time() - start, result
