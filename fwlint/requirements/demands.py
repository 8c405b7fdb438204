"""From requirements to packets: what a site's rulesets demand of one export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from fwlint.model.export import Direction
from fwlint.model.packetset import PacketSet
from fwlint.model.requirement import UNWANTED, Accepted, Choice, Demand, Question
from fwlint.requirements.packets import first_packets
from fwlint.requirements.port_choices import PortChoices, Values
from fwlint.requirements.requirement import Requirement
from fwlint.requirements.ruleset import Ruleset
from fwlint.requirements.site import Host, Site
from fwlint.requirements.view import View, device_views, host_views


def host_demands(site: Site, host: Host) -> tuple[Demand, ...]:
    """Return what the roles of `host` demand of its own firewall, inbound and outbound.

    A service that is not needed, or forbidden, is demanded for those packets only that no other
    requirement on the host needs.
    """
    held = site.with_included(host.roles)
    site = site.turned_on_by(held)
    choices = site.port_choices()
    return _settled(
        demand
        for ruleset in site.rulesets
        for requirement in ruleset.requirements
        if site.applies(requirement)
        for view in host_views(site, requirement, host, held)
        for demand in _demands(choices, ruleset, requirement, view)
    )


def device_demands(site: Site) -> tuple[Demand, ...]:
    """Return what the flows between roles whose networks are known demand of a device between."""
    site = site.turned_on_by(frozenset(site.networks))
    choices = site.port_choices()
    return _settled(
        demand
        for ruleset in site.rulesets
        for requirement in ruleset.requirements
        if site.applies(requirement) and requirement.question is Question.PASSES
        for view in device_views(site, requirement)
        for demand in _demands(choices, ruleset, requirement, view)
    )


def _demands(
    choices: PortChoices, ruleset: Ruleset, requirement: Requirement, view: View
) -> Iterator[Demand]:
    """Yield what is demanded, for each family and each way to choose the ports."""
    options = choices.options(requirement)
    for index, (chosen, values) in enumerate(options):
        choice = Choice(f"{view.direction.value} {requirement.flow} {chosen}", index)
        for families in _families(requirement, view):
            yield _demand(
                ruleset,
                requirement,
                view,
                families,
                values,
                choice if len(options) > 1 else None,
            )


def _demand(
    ruleset: Ruleset,
    requirement: Requirement,
    view: View,
    families: tuple[int, ...],
    values: Values,
    choice: Choice | None,
) -> Demand:
    return Demand(
        requirement=requirement.id,
        product=ruleset.title,
        need=requirement.need,
        summary=_summary(requirement, view, values),
        direction=view.direction,
        packets=PacketSet.of(
            first_packets(requirement, view, family, values) for family in families
        ),
        existential=_existential(requirement, view),
        row=requirement.row,
        question=requirement.question,
        accepted=tuple(_accepted(ruleset, requirement)),
        at_least=requirement.at_least,
        alternatives=requirement.alternatives,
        choice=choice,
    )


def _accepted(ruleset: Ruleset, requirement: Requirement) -> Iterator[Accepted]:
    """Yield the conditions under which rules meet the requirement as well as without."""
    for name in requirement.ports.parameters:
        parameter = ruleset.parameters.get(name.removeprefix(f"{ruleset.name}/"))
        for keyword in parameter.keywords if parameter else ():
            yield Accepted(keyword)
    for program in requirement.programs:
        yield Accepted(program)
    if requirement.groups:
        yield from (Accepted(words, requirement.groups) for words in ("program", "service"))


def _summary(requirement: Requirement, view: View, values: Values) -> str:
    if requirement.question is Question.FILTERED:
        return f"{requirement.to_title}: {requirement.service}"
    ports = requirement.ports.resolved(values)
    numbers = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in ports)
    what = " ".join(filter(None, (_PROTOCOLS[requirement.protocol], numbers)))
    return f"{view.title} {what} ({requirement.service})"


_PROTOCOLS = {"tcp": "TCP", "udp": "UDP", "icmp": "ICMP echo request", "any": "any protocol"}


def _families(requirement: Requirement, view: View) -> list[tuple[int, ...]]:
    """Return the families to prove, each for itself: those of the named networks, else IPv4.

    What should not pass is looked for in both at once.
    """
    if requirement.need in UNWANTED:
        return [(4, 6)]
    sides = [{int(network.version) for network in side} for side in (view.source, view.destination)]
    named = [versions for versions in sides if versions]
    return [(family,) for family in sorted(set[int].intersection(*named))] if named else [(4,)]


def _existential(requirement: Requirement, view: View) -> tuple[str, ...]:
    """Return the coordinates for which some values are enough, because the site names none."""
    return tuple(
        name
        for name, pinned in (
            ("source", bool(view.source)),
            ("destination", bool(view.destination)),
            ("in_interface", bool(view.interface) or view.direction is Direction.OUT),
            ("out_interface", bool(view.interface) or view.direction is Direction.IN),
            ("destination_port", not requirement.at_least),
        )
        if not pinned
    )


def _settled(demands: Iterator[Demand]) -> tuple[Demand, ...]:
    """Take out of what is not needed, or forbidden, what another demand of its direction needs."""
    found = tuple(demands)
    needed: dict[Direction, PacketSet] = {}
    settled = []
    for demand in found:
        if demand.need in UNWANTED:
            if demand.direction not in needed:
                needed[demand.direction] = _needed(found, demand.direction)
            demand = replace(demand, packets=demand.packets - needed[demand.direction])
        if demand.packets:
            settled.append(demand)
    return tuple(settled)


def _needed(demands: Iterable[Demand], direction: Direction) -> PacketSet:
    """Return what `demands` need in a direction, whoever opens it."""
    return PacketSet.of(
        box
        for demand in demands
        if demand.need not in UNWANTED and demand.direction is direction
        for box in demand.packets.freed("source", "source_port", "tcp_flags")
    )
