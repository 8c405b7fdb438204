"""The Linux kernel as a judge of sets: what matches them for fwlint is what matches them there.

Packets are sent for real, inside of network namespaces that this process makes for itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from fwlint.dialects.surroundings import Surroundings
from tests.judges.kernel.probes import some_probes
from tests.judges.kernel.requisites import missing
from tests.judges.kernel.rulesets import without_rules
from tests.judges.kernel.sets import kinds_in, loaded, set_rules, some_sets
from tests.judges.kernel.trial import Answer, Tally, answers
from tests.judges.kernel.world import VARIANTS, World, built

TRIALS = 30
SETS = 6
RULES = 12
PROBES = 120

pytestmark = pytest.mark.judge


@pytest.fixture(scope="module", params=VARIANTS)
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    if reason := missing(request.param):
        pytest.skip(reason)
    with built(request.param) as world:
        yield world


def test_every_verdict_on_random_sets_is_what_the_kernel_does(world: World) -> None:
    kinds = kinds_in(world.firewall)
    assert len(kinds) > 8
    tally = Tally()
    for seed in range(TRIALS):
        tally.add(_try(world, kinds, Random(seed)))
    assert not tally.wrong, f"{tally}, such as\n{tally.wrong[0]}"
    assert min(tally.share("open"), tally.share("closed")) > 0.25, tally
    assert tally.share("conditional") < 0.05, tally


def _try(world: World, kinds: tuple[str, ...], random: Random) -> list[Answer]:
    """Return the answers on random sets: as they were written, saved and listed."""
    family = random.choice((4, 4, 6))
    for each in (4, 6):
        world.load(each, without_rules())  # or the sets are in use
    sets = some_sets(random, family, kinds, SETS)
    written = loaded(world.firewall, sets)
    dump = set_rules(random, family, sets, RULES)
    world.load(family, dump)
    probes = some_probes(random, family, world.flows[family], PROBES)
    survived = [state is not None for state in world.send(probes)]
    saved, listed = (world.firewall.run("ipset", command) for command in ("save", "list"))
    return [
        answer
        for text in (written, saved, listed)
        for answer in answers(
            family, dump, probes, survived, Surroundings(companions=(("sets", text.encode()),))
        )
    ]
