"""What the checks on translation share: the rules that send packets to another destination."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from fwlint.analysis.openings import services
from fwlint.analysis.outcome import union
from fwlint.analysis.walk import Walk
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_PROTOCOL, NEW, SYN, WHOLE, Box
from fwlint.model.describe import destinations
from fwlint.model.export import Direction, Export, Path
from fwlint.model.packetset import NOTHING, PacketSet
from fwlint.model.policy import Policy
from fwlint.model.protocols import TCP
from fwlint.model.remembered import remembered
from fwlint.model.rule import Rewrite, Rule

_TCP = BitSet.of((TCP,))
_NEW = BitSet.of((NEW,))
_WHOLE = BitSet.of((WHOLE,))
_OPENING = PacketSet.of(
    box
    for family in (4, 6)
    for box in (
        Box(family, _TCP, state=_NEW, tcp_flags=BitSet.of((SYN,)), fragment=_WHOLE),
        Box(family, ANY_PROTOCOL - _TCP, state=_NEW, fragment=_WHOLE),
    )
)


@dataclass(frozen=True)
class Translation:
    """A `rule` of `policy`, met in `stage` of `path`, that sends packets elsewhere.

    `came` are those of its packets that open a connection.
    """

    policy: Policy
    rule: Rule
    rewrite: Rewrite
    path: Path
    stage: str
    came: PacketSet

    @cached_property
    def goes(self) -> PacketSet:
        """The packets that came, with their new destination."""
        return self.rewrite.rewritten(self.came)

    @property
    def aim(self) -> str:
        """Where the packets go, as "10.0.0.21, tcp 80"."""
        host = "this host" if self.rewrite.to_this_host else destinations(self.goes)
        return f"{host}, {services(self.goes)}"

    def behind(self, path: Path) -> tuple[str, ...]:
        """Return the stages of `path`, which has the same one, that are yet to come."""
        return path.stages[path.stages.index(self.stage) + 1 :]


def first_to_take(export: Export, one: Translation, packets: PacketSet) -> PacketSet:
    """Return those of `packets`, which come to its stage, that no rule before `one` may decide."""
    fates = Walk(export.policies).through(export.policies[one.stage], packets)
    before = takewhile(lambda fate: fate.rule is not one.rule, fates)
    return packets - union(before) if any(fate.rule is one.rule for fate in fates) else NOTHING


@remembered
def translations(export: Export) -> tuple[Translation, ...]:
    """Return the translations that packets of other hosts can meet."""
    paths = [path for path in export.paths if path.direction is not Direction.OUT]
    return tuple(one for path in paths for one in _on(export, path))


def _on(export: Export, path: Path) -> Iterator[Translation]:
    """Yield the translations on `path` behind which packets are still on it, as far as is known."""
    local = path.direction is Direction.IN
    for stage in path.stages:
        for policy in reached(export, stage):
            for rule in policy.rules:
                rewrite = rule.rewrite
                if rewrite and rewrite.to_this_host == local and (came := opening(rule.packets)):
                    yield Translation(policy, rule, rewrite, path, stage, came)


def reached(export: Export, stage: str) -> Iterator[Policy]:
    """Yield the policy `stage` and those that its jumps lead to, each once."""
    waiting, seen = [stage], {stage}
    while waiting:
        policy = export.policies.get(waiting.pop())
        if policy:
            yield policy
            targets = {rule.target for rule in policy.rules if rule.target} - seen
            seen |= targets
            waiting += sorted(targets)


def opening(packets: PacketSet) -> PacketSet:
    """Return those of `packets` that open a connection."""
    return packets & _OPENING


def sibling(export: Export, path: Path, direction: Direction) -> Path | None:
    """Return the path of `direction` on the same host; the names of a host's paths begin alike."""
    if direction is path.direction:
        return path
    others = (one for one in export.paths if one.direction is direction)
    return next((one for one in others if _host(one) == _host(path)), None)


def _host(path: Path) -> str:
    return path.name.rpartition(":")[0]
