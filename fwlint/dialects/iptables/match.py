"""The packets of one rule, gathered option by option."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from fwlint.dialects.iptables.option import Option, RefusedError
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_PORT, WHOLE, WHOLE_SPACE, Box
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet
from fwlint.model.tag import AnyTest

_WITH_HEADER = BitSet.of((WHOLE,))
_PORTS = ("source_port", "destination_port")
_BOTH_EXCLUDED = "! --sport with ! --dport, which iptables-nft before 1.8.11 reads as one"


@dataclass(slots=True)
class Match:
    """What the options read so far demand of a packet.

    `conditions` is what no box can say, and `doubts` what holds for some packets anyway, as those
    of `packets_besides` with their conditions.
    """

    family: int
    table: str
    conditions: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    tag_tests: list[AnyTest] = field(default_factory=list)
    _sets: dict[str, Any] = field(default_factory=dict)
    _sure: dict[str, Any] = field(default_factory=dict)
    _either_port: dict[str, IntervalSet[int]] = field(default_factory=dict)
    _other_port: dict[str, IntervalSet[int]] = field(default_factory=dict)
    _needs: list[tuple[Option, BitSet]] = field(default_factory=list)

    def everything(self, coordinate: str) -> Any:
        """Return all that the named coordinate of `Box` can be."""
        return getattr(WHOLE_SPACE[self.family], coordinate)

    def narrow(self, coordinate: str, members: Any) -> None:
        """Demand that the named coordinate of `Box` lies in `members`, a set of its kind."""
        self._narrow(self._sets, coordinate, members)

    def demand(self, option: Option, coordinate: str, members: Any) -> None:
        """Demand what `option` says, negation included."""
        everything = self.everything(coordinate)
        self.narrow(coordinate, everything - members if option.negated else members)

    def doubt(self, option: Option, coordinate: str, sure: Any, possible: Any) -> None:
        """Demand what `option` says, which `sure` has surely, and perhaps more of `possible`."""
        everything = self.everything(coordinate)
        if option.negated:
            sure, possible = everything - possible, everything - sure
        self.narrow(coordinate, possible)
        self._narrow(self._sure, coordinate, sure)

    def demand_either_port(self, option: Option, members: IntervalSet[int]) -> None:
        """Demand that the source or the destination port is what `option` says."""
        if option.negated:
            for coordinate in _PORTS:
                self.demand(option, coordinate, members)
        else:
            self._either_port = dict.fromkeys(_PORTS, members)

    def exclude_port(self, coordinate: str, port: IntervalSet[int]) -> None:
        """Demand any port but this single one.

        Where a rule so excludes a source and a destination port, iptables-nft before 1.8.11
        compares both at once, and the rule matches if either differs.
        """
        self._other_port[coordinate] = ANY_PORT - port
        if len(self._other_port) == len(_PORTS):
            self.conditions.append(_BOTH_EXCLUDED)

    def need_header(self, option: Option, protocols: BitSet) -> None:
        """Demand a transport header, for `option` reads it, and `-p` with one of `protocols`."""
        self._needs.append((option, protocols))
        self.narrow("fragment", _WITH_HEADER)

    def parts(self) -> Iterator[tuple[PacketSet, tuple[str, ...]]]:
        """Yield the packets that surely match, and, where there are doubts, all that perhaps do.

        Raises RefusedError where `-p` does not name what an option needs.
        """
        packets, conditions = self._packets(), tuple(dict.fromkeys(self.conditions))
        if not self.doubts:
            yield packets, conditions
            return
        sure = packets & PacketSet.of([Box(self.family, **self._sure)])
        if sure:
            yield sure, conditions
        yield packets - sure, (*conditions, *dict.fromkeys(self.doubts))

    def _packets(self) -> PacketSet:
        protocol = self._sets.get("protocol", self.everything("protocol"))
        for option, allowed in self._needs:
            if len(protocol) != 1 or not protocol & allowed:
                raise RefusedError(f"{option} needs a protocol that has it, by -p", option.word)
        boxes = [Box(self.family, **self._sets)]
        for ports in filter(None, (self._either_port, self._other_port)):
            boxes = [
                box._replace(**{name: getattr(box, name) & members})
                for box in boxes
                for name, members in ports.items()
            ]
        return PacketSet.of(boxes)

    def _narrow(self, sets: dict[str, Any], coordinate: str, members: Any) -> None:
        everything = self.everything(coordinate)
        if members != everything:
            sets[coordinate] = sets.get(coordinate, everything) & members
