"""Every requirement on every reference host, in every dialect: all hold, and each is missed.

The host is written by the project's renderers, read again, and linted. Then each opening is taken
away alone, and exactly what follows has to be found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from fwlint.dialects.dialect import all_dialects
from fwlint.dialects.source import read_source
from fwlint.model.check import Subject
from fwlint.model.packetset import PacketSet
from fwlint.model.requirement import UNWANTED, Demand, Question
from fwlint.registry import all_checks
from fwlint.requirements.load import builtin_names, load_ruleset
from tests.reference import iptables_host, windows_host
from tests.reference.expected import Found, expected
from tests.reference.host import ReferenceHost, reference_hosts

Writer = Callable[[Mapping[Demand, PacketSet]], bytes]
WRITERS: dict[str, Writer] = {
    "iptables": iptables_host.export,
    "windows-netsh": windows_host.listing,
    "windows-hive": windows_host.saved,
}
DIALECTS = {dialect.name: dialect for dialect in all_dialects()}
CHECKS = [check() for check in all_checks() if check.id in ("FW201", "FW202", "FW203", "FW206")]

HOSTS = pytest.mark.parametrize("host", reference_hosts(), ids=str)
BY_DIALECT = pytest.mark.parametrize("dialect", WRITERS)


def found(host: ReferenceHost, openings: Mapping[Demand, PacketSet], dialect: str) -> Found:
    source = read_source("host", WRITERS[dialect](openings))
    export = DIALECTS[dialect].parse(source)
    subject = Subject(export, host.demands)
    return frozenset(
        (finding.check, requirement)
        for check in CHECKS
        for finding in check.run(subject)
        for requirement in (finding.requirement, *finding.also)
    )


@BY_DIALECT
@HOSTS
def test_all_requirements_hold_on_the_reference_host(host: ReferenceHost, dialect: str) -> None:
    assert not found(host, host.openings(), dialect)


@BY_DIALECT
@HOSTS
def test_each_opening_that_is_taken_away_is_missed(host: ReferenceHost, dialect: str) -> None:
    openings = host.openings()
    for demand in host.own & openings.keys():
        left = {one: packets for one, packets in openings.items() if not _same(one, demand)}
        assert found(host, left, dialect) == expected(host.needs(), left), demand.requirement


def _same(one: Demand, other: Demand) -> bool:
    return one.direction is other.direction and one.packets == other.packets


def test_every_requirement_that_asks_for_packets_is_on_some_reference_host() -> None:
    asked = {demand.requirement for host in reference_hosts() for demand in host.needs()}
    every = {
        one.id
        for name in builtin_names()
        for one in load_ruleset(name).requirements
        if one.question is Question.PASSES and one.need not in UNWANTED
    }
    assert every - asked == set()
