"""One rule of a policy: which packets, under which conditions, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

from fwlint.model.addresses import BITS, AddressSet, Cube
from fwlint.model.box import Box
from fwlint.model.frozen import frozen
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet
from fwlint.model.source import Span
from fwlint.model.tag import AnyTest, Tag, Tagging


class Action(Enum):
    """What a matching rule does with a packet."""

    ACCEPT = "accept"
    DENY = "deny"
    CONTINUE = "continue"
    """The rule only observes, or writes on the packet's tag; the packet goes on to the next."""
    JUMP = "jump"
    """Go through the policy `target`; what falls off its end comes back to the next rule."""
    GOTO = "goto"
    """Go through the policy `target`; what falls off its end returns to this policy's caller."""
    RETURN = "return"
    """Leave this policy for its caller, or for its default where nobody called it."""
    BYPASS = "bypass"
    """Accept, and before any deny (authenticated bypass of `Resolution.DENY_OVERRIDES`)."""
    REWRITE = "rewrite"
    """Accept, and go on with another destination, by the rule's `rewrite`."""
    UNKNOWN = "unknown"
    """The fate is decided by something the model cannot follow; `conditions` names it."""


@frozen()
class Rewrite:
    """Where a rule sends its packets instead: to one of these addresses, to one of these ports.

    None leaves the coordinate as it is. `to_this_host` is whether the new destination is an address
    of this host's, whichever that is; the packets are then no longer forwarded. `kept` holds the
    bits of the destination that stay as they were: a packet gets that one of the new addresses.
    """

    destination: AddressSet | None = None
    destination_port: IntervalSet[int] | None = None
    to_this_host: bool = False
    kept: int = 0

    def rewritten(self, packets: PacketSet) -> PacketSet:
        """Return `packets` as they go on."""
        return PacketSet.of(box._replace(**self._values(box)) for box in packets)

    def _values(self, box: Box) -> dict[str, Any]:
        values: dict[str, Any] = {}
        if self.destination is not None:
            kept = box.destination.keeping(self.kept)
            values["destination"] = self.destination & kept if self.kept else self.destination
        if self.destination_port is not None:
            values["destination_port"] = self.destination_port
        return values

    def told_apart(self, packets: PacketSet) -> Iterator[tuple[PacketSet, bool | None]]:
        """Yield `packets` in parts, each with whether they go elsewhere now than they did before.

        That is None where several new destinations or ports are possible, and the old among them.
        """
        may_stay = PacketSet.of(self._staying(box, surely=False) for box in packets)
        stay = PacketSet.of(self._staying(box, surely=True) for box in packets)
        for part, moved in ((packets - may_stay, True), (stay, False), (may_stay - stay, None)):
            if part:
                yield part, moved

    def _staying(self, box: Box, *, surely: bool) -> Box:
        """Return those of a box that may stay as they are, or surely do."""
        there, at = self.destination, self.destination_port
        if there is not None:
            is_one = self.kept or (len(there.cubes) == 1 and _is_host(there.cubes[0], box.family))
            there = AddressSet() if surely and not is_one else there & box.destination
        if at is not None:
            is_one = sum(stop - start for start, stop in at.spans) == 1
            at = IntervalSet() if surely and not is_one else at & box.destination_port
        return box._replace(
            destination=box.destination if there is None else there,
            destination_port=box.destination_port if at is None else at,
        )

    @property
    def changed(self) -> tuple[str, ...]:
        """The coordinates that get a new value."""
        named = ("destination", "destination_port")
        return tuple(name for name in named if getattr(self, name) is not None)


def _is_host(cube: Cube, family: int) -> bool:
    return cube[1].bit_count() == BITS[family]


@frozen()
class Rule:
    """A rule as lowered from an export.

    `packets` is exact for what the packet space can say. `conditions` names, in the dialect's own
    words, each further thing that must hold for the rule to match and that the space cannot say
    (`time-range WORKHOURS`, `-m limit --limit 5/min`); an unconditional rule has none. A rule
    whose action is UNKNOWN names at least one. `text` is the rule as it stands in the export, and
    `name` what the export calls it, if anything. A REWRITE rule has a `rewrite`. A rule with
    `enabled=False` matches nothing. `notes` holds what the dialect says besides, which has no part
    in what becomes of packets: a label and a value each (`group`, `remark`, `hits`). Of its
    conditions, `tag_tests` are those that the packets' tags decide, where they are known, and
    `tagging` is what the rule writes on the tags of the packets that it matches.
    """

    packets: PacketSet
    action: Action
    span: Span
    text: str
    conditions: tuple[str, ...] = ()
    target: str = ""
    name: str = ""
    enabled: bool = True
    rewrite: Rewrite | None = None
    notes: tuple[tuple[str, str], ...] = ()
    tag_tests: tuple[AnyTest, ...] = ()
    tagging: Tagging | None = None

    def left_open(self, tag: Tag) -> tuple[str, ...] | None:
        """Return the conditions that `tag` does not decide, or None where one does not hold."""
        held = []
        for test in self.tag_tests:
            if test.condition in self.conditions:  # else it is taken for granted
                holds = test.holds(tag)
                if holds is False:
                    return None
                held += [test.condition] if holds else []
        return tuple(condition for condition in self.conditions if condition not in held)

    def note(self, label: str) -> str:
        """Return the value of the note `label`, or "" where there is none."""
        return dict(self.notes).get(label, "")
