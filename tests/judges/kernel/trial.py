"""A ruleset on trial: what the kernel does with every probe, and what fwlint says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from fwlint.analysis.trace import trace
from fwlint.dialects.reading import read_export
from fwlint.dialects.surroundings import UNKNOWN, Surroundings
from fwlint.model.export import Direction
from fwlint.model.packet import Packet
from fwlint.model.packet_syntax import parse_packet
from tests.judges.kernel.probes import Probe, some_probes
from tests.judges.kernel.rulesets import some_ruleset
from tests.judges.kernel.world import World

PROBES = 50

_CONTRADICTED_BY = {"open": False, "closed": True, "conditional": None}
"""Whether a packet survives at which a verdict is wrong; a conditional one never is."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What both say of a probe; `dump` is what fwlint read, and the kernel has the same rules."""

    family: int
    dump: str
    probe: Probe
    verdict: str
    survived: bool

    @property
    def wrong(self) -> bool:
        """Whether the kernel contradicts fwlint."""
        return _CONTRADICTED_BY[self.verdict] is self.survived

    def __str__(self) -> str:
        fate = "survives" if self.survived else "does not survive"
        return f"{self.dump}# {self.probe.packet}\n# fwlint says {self.verdict}, and it {fate}\n"


@dataclass(slots=True)
class Tally:
    """The sum of some trials."""

    rulesets: int = 0
    packets: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    wrong: list[Answer] = field(default_factory=list)

    def add(self, answers: Sequence[Answer]) -> None:
        """Count the answers on one ruleset."""
        self.rulesets += 1
        self.packets += PROBES
        self.verdicts.update(answer.verdict for answer in answers)
        self.wrong += [answer for answer in answers if answer.wrong]

    def share(self, verdict: str) -> float:
        """Return how large a part of all verdicts one of them is."""
        return self.verdicts[verdict] / self.verdicts.total()

    def __str__(self) -> str:
        verdicts = ", ".join(f"{self.verdicts[one]} {one}" for one in _CONTRADICTED_BY)
        return (
            f"{self.rulesets} rulesets, {self.packets} packets, each asked of what was written and"
            f" of what was exported: {verdicts}, {len(self.wrong)} wrong"
        )


def try_random_ruleset(world: World, seed: int) -> list[Answer]:
    """Return the answers on random probes of a random ruleset, both determined by `seed`.

    fwlint reads the rules twice: as they were written, and as the system then exports them.
    """
    random = Random(seed)
    family = random.choice((4, 4, 6))
    dump = some_ruleset(random, family)
    probes = some_probes(random, family, world.flows[family], PROBES)
    world.load(family, dump)
    survived = [state is not None for state in world.send(probes)]
    exported = world.exported(family)
    return answers(family, dump, probes, survived) + answers(family, exported, probes, survived)


def answers(
    family: int,
    dump: str,
    probes: Sequence[Probe],
    survived: Sequence[bool],
    surroundings: Surroundings = UNKNOWN,
) -> list[Answer]:
    """Return the answers on `probes`, of which the kernel let pass those that `survived`."""
    export = read_export("rules", dump.encode(), surroundings=surroundings)

    def verdict(packet: Packet) -> str:
        return trace(export, parse_packet(str(packet)), _direction(packet)).verdict

    return [
        Answer(family, dump, probe, verdict(probe.packet), passed)
        for probe, passed in zip(probes, survived, strict=True)
    ]


def _direction(packet: Packet) -> Direction:
    if not packet.in_interface:
        return Direction.OUT
    return Direction.FORWARD if packet.out_interface else Direction.IN
