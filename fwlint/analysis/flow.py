"""Packets between two stages: as they came, and as they are since rules have rewritten them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from fwlint.analysis.outcome import Outcome, union
from fwlint.model.export import Direction
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action, Rewrite

_ELSEWHERE = "{} may lead to another path"


@dataclass(frozen=True, slots=True)
class Flow:
    """Packets that came as `came` and are now `now`; `changed` names the coordinates that differ.

    A rewritten coordinate has the same new values for all of a flow, so a packet of `now` stands
    for those of `came` that agree with it in the other coordinates.
    """

    came: PacketSet
    now: PacketSet
    changed: tuple[str, ...] = ()

    def told(self, fate: Outcome, direction: Direction | None) -> Outcome:
        """Return a fate of packets of `now`, told of the packets as they came."""
        packets = self._as_they_came(fate.packets)
        if fate.action is Action.ACCEPT and not _stays(_rewrite(fate), direction):
            doubt = (*fate.conditions, _ELSEWHERE.format(fate.text))
            return fate._replace(packets=packets, action=Action.UNKNOWN, conditions=doubt)
        return fate._replace(packets=packets) if self.changed else fate

    def after(self, fates: Iterable[Outcome], direction: Direction | None) -> Iterator[Flow]:
        """Yield the flows that go on after these fates: one as it is, and one for each rewrite."""
        alive = [fate for fate in fates if fate.action is Action.ACCEPT]
        plain = union(fate for fate in alive if not _followed(fate, direction))
        if plain:
            yield Flow(self._as_they_came(plain), plain, self.changed)
        for fate in alive:
            rewrite = _rewrite(fate)
            if rewrite and _followed(fate, direction):
                yield self._rewritten(fate.packets, rewrite)

    def _rewritten(self, packets: PacketSet, rewrite: Rewrite) -> Flow:
        values: dict[str, Any] = {
            name: value
            for name in ("destination", "destination_port")
            if (value := getattr(rewrite, name)) is not None
        }
        now = PacketSet.of(box._replace(**values) for box in packets)
        changed = tuple(dict.fromkeys((*self.changed, *values)))
        return Flow(self._as_they_came(packets), now, changed)

    def _as_they_came(self, packets: PacketSet) -> PacketSet:
        return self.came & packets.freed(*self.changed) if self.changed else packets


def _rewrite(fate: Outcome) -> Rewrite | None:
    return fate.rule.rewrite if fate.rule else None


def _followed(fate: Outcome, direction: Direction | None) -> bool:
    return _rewrite(fate) is not None and _stays(_rewrite(fate), direction)


def _stays(rewrite: Rewrite | None, direction: Direction | None) -> bool:
    """Return whether packets with a new destination are still on a path of `direction`.

    Those that this host sends may then leave by another interface, so they are not followed.
    """
    if rewrite is None:
        return True
    return direction is (Direction.IN if rewrite.to_this_host else Direction.FORWARD)
