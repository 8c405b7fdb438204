"""Where a path accepts without looking: rules that permit everything, and defaults that accept."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from fwlint.analysis.verdict import Verdict, decide_on
from fwlint.model.bitset import BitSet
from fwlint.model.box import NEW, WHOLE, Box, covers, intersection
from fwlint.model.export import Export, Path
from fwlint.model.packet import ends
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule

Permit = tuple[Policy, Rule, Box]

_ACCEPTING = (Action.ACCEPT, Action.BYPASS)


@cache
def new_packets(family: int) -> Box:
    """Return the packets of a family that open a flow, whatever else they say."""
    return Box(family, state=BitSet.of((NEW,)), fragment=BitSet.of((WHOLE,)))


@cache
def _in_no_profile(family: int) -> Box:
    """Return what a box covers that leaves nothing open of the new packets but the profile."""
    return new_packets(family)._replace(profile=BitSet(0))


def wide_permit(export: Export, path: Path) -> Permit | None:
    """Return the rule by which `path` accepts every new packet of a family and a profile.

    Where several stages can deny, each of them needs such a rule; the last one's is returned, if
    packets that other rules seldom speak of surely get through by it.
    """
    permit = None
    for name in path.stages:
        policy = export.policies.get(name)
        if policy is None or not _can_deny(export, policy):
            continue
        permit = next(_wide_permits(export, policy, path.families), None)
        if permit is None:
            return None
    return permit if permit and _gets_through(export, path, permit[1]) else None


def _gets_through(export: Export, path: Path, rule: Rule) -> bool:
    verdict = _on_probes(export, path)
    return any(one.rule is rule for one in verdict.deciding(verdict.open, Action.ACCEPT))


def accepted_by_default(export: Export, path: Path) -> tuple[Policy, PacketSet] | None:
    """Return the default by which `path` surely accepts new packets that no rule decides, and some.

    That is the main stage's default; every other stage must let the packets through. It is looked
    for with a handful of packets that rules seldom speak of, so what is returned is certain, and
    None means that none of those gets there.
    """
    policy = export.policies.get(path.main_stage or path.stages[-1])
    if policy is None or policy.default is not Action.ACCEPT:
        return None
    verdict = _on_probes(export, path)
    for outcome in verdict.deciding(verdict.open, Action.ACCEPT):
        if outcome.policy is policy and outcome.rule is None:
            return policy, outcome.packets & verdict.open
    return None


def _on_probes(export: Export, path: Path) -> Verdict:
    probes = PacketSet.of(_probes(path.traffic)) & path.traffic or path.traffic
    return decide_on(path, export.policies, probes)


def _probes(traffic: PacketSet) -> Iterator[Box]:
    """Yield packets of `traffic` to odd ports and protocols, on whatever interface."""
    for box in traffic:
        source, destination = ends(box)
        for protocol in ("tcp", "udp", "sctp"):
            yield parse_packet(f"{protocol} [{source}]:50123 > [{destination}]:44321")
        yield parse_packet(f"vrrp {source} > {destination}")


def _wide_permits(export: Export, policy: Policy, families: tuple[int, ...]) -> Iterator[Permit]:
    """Yield the wide permits of a policy and of those that it hands every packet to.

    A setting of the whole firewall, such as off, is no rule of it.
    """
    for one in _reachable(export, policy, through_wide_jumps_only=True):
        for rule in one.rules:
            accepts = rule.action in _ACCEPTING and not rule.note("setting")
            if accepts and (box := _wide_box(rule, families)):
                yield one, rule, box


def _wide_box(rule: Rule, families: tuple[int, ...]) -> Box | None:
    """Return a box of an unconditional rule that leaves nothing open but the profile, if any."""
    if rule.conditions or not rule.enabled:
        return None
    for box in rule.packets:
        if box.family in families and covers(box, _in_no_profile(box.family)):
            return intersection(box, new_packets(box.family))
    return None


def _can_deny(export: Export, policy: Policy) -> bool:
    return any(
        one.default in (Action.DENY, Action.UNKNOWN)
        or any(rule.action in (Action.DENY, Action.UNKNOWN) for rule in one.rules)
        for one in _reachable(export, policy)
    )


def _reachable(
    export: Export, policy: Policy, *, through_wide_jumps_only: bool = False
) -> Iterator[Policy]:
    """Yield `policy` and the policies that its jumps lead to, each once."""
    waiting, seen = [policy], {policy.name}
    while waiting:
        one = waiting.pop()
        yield one
        for rule in one.rules:
            target = export.policies.get(rule.target)
            if target is None or target.name in seen:
                continue
            if through_wide_jumps_only and not _wide_box(rule, (4, 6)):
                continue
            seen.add(target.name)
            waiting.append(target)
