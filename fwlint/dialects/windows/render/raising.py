"""A rule of the common model raised to rules of Windows Firewall: the inverse of `lowering`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from fwlint.dialects.rendering import CannotRenderError
from fwlint.dialects.windows.firewall_rule import FirewallRule
from fwlint.dialects.windows.match import ANY_PROTOCOLS, NOWHERE, Addresses, Protocol
from fwlint.dialects.windows.render.limited import Limits, read_limits
from fwlint.model import protocols
from fwlint.model.addresses import EVERYWHERE, AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_ICMP, ANY_PORT, ANY_PROTOCOL, WHOLE_SPACE, Box
from fwlint.model.export import Direction
from fwlint.model.intervals import IntervalSet
from fwlint.model.rule import Action, Rule

_ACTIONS = (Action.ACCEPT, Action.DENY, Action.BYPASS)
_UNSAID = {
    "state": "connection states",
    "tcp_flags": "TCP flags",
    "fragment": "fragments",
    "in_interface": "interfaces by name",
    "out_interface": "interfaces by name",
}
"""Coordinates that no rule of Windows Firewall restricts."""
_WITH_PORTS = BitSet.of((protocols.TCP, protocols.UDP))
_UNNAMED = "unnamed rule"
_UNFIT = re.compile(r"[|\x00-\x1f]")

_Ends = tuple[AddressSet, AddressSet]
"""The local and the remote addresses of one family."""


def raise_rule(rule: Rule, direction: Direction) -> list[FirewallRule]:
    """Return the rules that together say `rule`, for packets in `direction`.

    They have its name, which Windows allows. Each has one protocol, one product of local and remote
    ends, and both address families where `rule` has the rest alike in both. Raises
    CannotRenderError for what no rule of Windows Firewall can say.
    """
    if rule.action not in _ACTIONS:
        raise CannotRenderError(f"Windows has no rule with the action {rule.action.value}")
    limits = read_limits(rule)
    common = replace(
        limits.rule,
        name=_label(rule.name or _UNNAMED),
        directions=(direction,),
        group=_label(rule.note("group")),
        edge=rule.note("edge"),
    )
    boxes = [_seen_from_here(box, direction) for box in rule.packets]
    return [
        replace(
            common,
            profiles=matter.profiles,
            protocol=matter.protocol,
            icmp=matter.icmp,
            local=local,
            remote=remote,
            local_ports=limits.ports("LocalPort", matter.local_ports),
            remote_ports=limits.ports("RemotePort", matter.remote_ports),
        )
        for matter, pairs in _sorted(boxes).items()
        for local, remote in _ends(matter.protocol, pairs, limits)
    ]


@dataclass(frozen=True, slots=True)
class _Matter:
    """What a rule has alike for both families."""

    protocol: Protocol
    icmp: IntervalSet[int]
    local_ports: IntervalSet[int]
    remote_ports: IntervalSet[int]
    profiles: BitSet


def _label(text: str) -> str:
    """Return a name that Windows can keep.

    A `|` would end it in a rule string, [MS-GPFAS] 2.2.2.19, and netsh calls every rule "all".
    """
    if _UNFIT.search(text) or text.lower() == "all":
        raise CannotRenderError(f"Windows gives no rule the name {text!r}")
    return text


def _seen_from_here(box: Box, direction: Direction) -> Box:
    """Return a box whose source is local and whose destination is remote."""
    for name, what in _UNSAID.items():
        if not getattr(box, name).covers(getattr(WHOLE_SPACE[4], name)):
            raise CannotRenderError(f"a rule of Windows Firewall cannot restrict {what}")
    ported = box.source_port != ANY_PORT or box.destination_port != ANY_PORT
    if ported and not _WITH_PORTS.covers(box.protocol):
        raise CannotRenderError("Windows Firewall knows ports of TCP and UDP only")
    if direction is Direction.OUT:
        return box
    return box._replace(
        source=box.destination,
        destination=box.source,
        source_port=box.destination_port,
        destination_port=box.source_port,
    )


def _sorted(boxes: list[Box]) -> dict[_Matter, dict[int, list[_Ends]]]:
    """Return the ends of `boxes` by all else, and by family."""
    found: dict[_Matter, dict[int, list[_Ends]]] = {}
    for box in boxes:
        for protocol in _protocols(box):
            icmp = box.icmp if protocol.has_icmp else ANY_ICMP
            matter = _Matter(protocol, icmp, box.source_port, box.destination_port, box.profile)
            pairs = found.setdefault(matter, {4: [], 6: []})
            pairs[box.family].append((box.source, box.destination))
    return found


def _protocols(box: Box) -> Iterator[Protocol]:
    if box.protocol == ANY_PROTOCOL:
        yield ANY_PROTOCOLS
        return
    for number in box.protocol:
        protocol = Protocol.number(number)
        if box.family not in protocol.families:
            name = protocols.name_of(number)
            raise CannotRenderError(f"Windows Firewall knows no {name} over IPv{box.family}")
        yield protocol


def _ends(
    protocol: Protocol, pairs: dict[int, list[_Ends]], limits: Limits
) -> Iterator[tuple[Addresses, Addresses]]:
    """Yield local and remote addresses, an IPv4 and an IPv6 pair of them at a time."""
    if any(ends and limits.rules_out(family) for family, ends in pairs.items()):
        raise CannotRenderError("a keyword of one address family stands for the other one, too")
    for four, six in zip_longest(pairs[4], pairs[6]):
        local4, remote4 = four or _absent(4, six, protocol, limits)
        local6, remote6 = six or _absent(6, four, protocol, limits)
        yield (
            limits.addresses("LocalIP", Addresses(local4, local6)),
            limits.addresses("RemoteIP", Addresses(remote4, remote6)),
        )


def _absent(family: int, present: _Ends, protocol: Protocol, limits: Limits) -> _Ends:
    """Return ends by which a rule matches no packet of `family`, as `present` ones of the other.

    An end that is anywhere stays so, if the other one rules the family out.
    """
    local, remote = (EVERYWHERE if end.covers(EVERYWHERE) else NOWHERE for end in present)
    if not local or not remote or family not in protocol.families or limits.rules_out(family):
        return local, remote
    if "RemoteIP" not in limits.keywords:
        return local, NOWHERE
    if "LocalIP" not in limits.keywords:
        return NOWHERE, remote
    raise CannotRenderError(f"no rule of Windows Firewall keeps these keywords out of IPv{family}")
