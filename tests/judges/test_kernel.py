"""The Linux packet filter as a judge: packet by packet, it does what fwlint says.

Packets are sent for real, inside of network namespaces that this process makes for itself; the
machine's own interfaces and rules are not touched. `python -m tests.judges.kernel` goes on longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from tests.judges.kernel.probes import some_probes
from tests.judges.kernel.requisites import missing
from tests.judges.kernel.rulesets import without_rules
from tests.judges.kernel.shrink import shrunk
from tests.judges.kernel.trial import Tally, answers, try_random_ruleset
from tests.judges.kernel.world import VARIANTS, World, built

RULESETS = 200

pytestmark = pytest.mark.judge


@pytest.fixture(scope="module", params=VARIANTS)
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    if reason := missing(request.param):
        pytest.skip(reason)
    with built(request.param) as world:
        yield world


@pytest.mark.parametrize("family", [4, 6])
def test_without_rules_every_probe_survives_in_the_state_it_claims(
    world: World, family: int
) -> None:
    probes = some_probes(Random(family), family, world.flows[family], 500)
    world.load(family, without_rules())
    for probe, state in zip(probes, world.send(probes), strict=True):
        assert state == (probe.packet.state or "new"), probe


@pytest.mark.parametrize("family", [4, 6])
def test_a_rule_that_only_the_kernel_has_is_noticed(world: World, family: int) -> None:
    probes = some_probes(Random(family), family, world.flows[family], 100)
    world.load(family, without_rules())
    known = world.exported(family)
    world.load(family, without_rules().replace(":INPUT ACCEPT", ":INPUT DROP"))
    survived = [state is not None for state in world.send(probes)]
    given = answers(family, known, probes, survived)
    assert {answer.probe for answer in given if answer.wrong} == {
        probe for probe in probes if probe.packet.in_interface and not probe.packet.out_interface
    }


def test_every_verdict_on_random_rulesets_is_what_the_kernel_does(world: World) -> None:
    tally = Tally()
    for seed in range(RULESETS):
        tally.add(try_random_ruleset(world, seed))
    assert not tally.wrong, f"{tally}, such as\n{shrunk(world, tally.wrong[0])}"
    assert min(tally.share("open"), tally.share("closed")) > 0.25, tally
    assert tally.share("conditional") < 0.1, tally
