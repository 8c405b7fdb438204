"""Packets between two stages: as they came, and as they are since rules have rewritten them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from fwlint.analysis.origin import answers
from fwlint.analysis.outcome import Outcome, union
from fwlint.model.bitset import BitSet
from fwlint.model.box import UNTRACKED, WHOLE_SPACE, Box
from fwlint.model.export import Direction, Tags
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action, Rewrite
from fwlint.model.tag import MOVED, NOTHING_KNOWN, Tag, Tagging

_ELSEWHERE = "{} may lead to another path"
_UNTRACKED = BitSet.of((UNTRACKED,))
_MOVING = {
    True: Tagging(clear=MOVED, flip=MOVED),
    False: Tagging(),
    None: Tagging(lose=MOVED),
}


@dataclass(frozen=True, slots=True)
class Flow:
    """Packets that came as `came` and are now `now`; `changed` names the coordinates that differ.

    A rewritten coordinate has the same new values for all of a flow, so a packet of `now` stands
    for those of `came` that agree with it in the other coordinates, and in the bits `kept` of the
    destination. `tag` is what is known of the packets' tags.
    """

    came: PacketSet
    now: PacketSet
    changed: tuple[str, ...] = ()
    tag: Tag = NOTHING_KNOWN
    kept: int = 0

    def told(self, fate: Outcome, direction: Direction | None) -> Outcome:
        """Return a fate of packets of `now`, told of the packets as they came."""
        packets = self._as_they_came(fate.packets)
        if fate.action is Action.ACCEPT and not _stays(_rewrite(fate), direction):
            doubt = (*fate.conditions, _ELSEWHERE.format(fate.text))
            return fate._replace(packets=packets, action=Action.UNKNOWN, conditions=doubt)
        return fate._replace(packets=packets) if self.changed else fate

    def after(self, fates: Iterable[Outcome], direction: Direction | None) -> Iterator[Flow]:
        """Yield the flows that go on after these fates: one for each tag and for each rewrite."""
        alive = [fate for fate in fates if fate.action is Action.ACCEPT]
        for tag in dict.fromkeys(fate.tag for fate in alive):
            tagged = [fate for fate in alive if fate.tag == tag]
            plain = union(fate for fate in tagged if not _followed(fate, direction))
            if plain:
                flow = Flow(self._as_they_came(plain), plain, self.changed, tag, self.kept)
                yield flow.untracked() if tag.untracked and not self.tag.untracked else flow
            for fate in tagged:
                rewrite = _rewrite(fate)
                if rewrite and _followed(fate, direction):
                    yield from self._rewritten(fate, rewrite)

    def untracked(self) -> Flow:
        """Return the flow as it is when connection tracking has passed it over."""
        now = PacketSet.of(box._replace(state=_UNTRACKED) for box in self.now)
        return replace(self, now=now, changed=_names(self.changed, ("state",)))

    def _rewritten(self, fate: Outcome, rewrite: Rewrite) -> Iterator[Flow]:
        for packets, tag in _told_apart(fate, rewrite):
            yield Flow(
                self._as_they_came(packets),
                rewrite.rewritten(packets),
                _names(self.changed, rewrite.changed),
                tag,
                self._kept(rewrite),
            )

    def _kept(self, rewrite: Rewrite) -> int:
        if rewrite.destination is None:
            return self.kept
        return rewrite.kept & self.kept if "destination" in self.changed else rewrite.kept

    def _as_they_came(self, packets: PacketSet) -> PacketSet:
        if not self.changed:
            return packets
        return self.came & PacketSet.of(self._alike(box) for box in packets)

    def _alike(self, box: Box) -> Box:
        """Return the packets that agree with `box` in all that was not changed."""
        values = {name: getattr(WHOLE_SPACE[box.family], name) for name in self.changed}
        if self.kept:
            values["destination"] = box.destination.keeping(self.kept)
        return box._replace(**values)


def entering(query: PacketSet, tags: Tags) -> Iterator[Flow]:
    """Yield the flows that `query` makes, by what `tags` tells of them."""
    for coming in tags:
        if inside := query & coming.packets:
            query -= coming.packets
            answered = answers(inside, coming.origins).items()
            yield from (
                Flow(some, some, tag=coming.tag._replace(origin=origin))
                for origin, some in answered
            )
    if query:
        yield Flow(query, query)


def merged(flows: list[Flow]) -> list[Flow]:
    """Return `flows` with those in one that have the same tag, and go on as they came."""
    if len(flows) < 2:
        return flows
    together: dict[Tag, list[Flow]] = {}
    for flow in flows:
        if not flow.changed:
            together.setdefault(flow.tag, []).append(flow)
    plain = [_union(several) for several in together.values()]
    return [*plain, *(flow for flow in flows if flow.changed)]


def _union(flows: list[Flow]) -> Flow:
    packets = PacketSet.of(box for flow in flows for box in flow.now)
    return replace(flows[0], came=packets, now=packets) if len(flows) > 1 else flows[0]


def _names(*several: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in several for name in names))


def _rewrite(fate: Outcome) -> Rewrite | None:
    return fate.rule.rewrite if fate.rule else None


def _told_apart(fate: Outcome, rewrite: Rewrite) -> Iterator[tuple[PacketSet, Tag]]:
    """Yield the packets of a rewriting fate, by whether they then go elsewhere, if that matters."""
    if fate.tag.known & MOVED:
        for packets, moved in rewrite.told_apart(fate.packets):
            yield packets, fate.tag.written(_MOVING[moved])
    else:
        yield fate.packets, fate.tag


def _followed(fate: Outcome, direction: Direction | None) -> bool:
    return _rewrite(fate) is not None and _stays(_rewrite(fate), direction)


def _stays(rewrite: Rewrite | None, direction: Direction | None) -> bool:
    """Return whether packets with a new destination are still on a path of `direction`.

    Those that this host sends may then leave by another interface, so they are not followed.
    """
    if rewrite is None:
        return True
    return direction is (Direction.IN if rewrite.to_this_host else Direction.FORWARD)
