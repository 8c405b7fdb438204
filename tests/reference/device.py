"""Reference devices: a router before the hosts of one role, and lists that pass their flows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Network

from fwlint.analysis.replies import replies_to
from fwlint.checks.opening import opening, reply_opening
from fwlint.dialects.cisco.ios.render import RENDERER
from fwlint.model.addresses import AddressSet
from fwlint.model.export import Replies
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.requirement import UNWANTED, Demand
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span
from fwlint.requirements.demands import device_demands
from fwlint.requirements.load import builtin_names
from fwlint.requirements.site import Site
from tests.reference.host import rulesets_of, sites

HERE = IPv4Network("10.9.0.0/24")
ELSEWHERE = IPv4Network("10.8.0.0/24")
"""Where other hosts of the same role are."""

_NOWHERE = Span("")


@dataclass(frozen=True, slots=True)
class ReferenceDevice:
    """A router before `HERE`, where the hosts of `role` are; everybody else has a network, too."""

    role: str
    features: str
    demands: tuple[Demand, ...]
    own: frozenset[Demand]
    """Those that no reference device before this one has."""

    def __str__(self) -> str:
        return f"before {self.role}, {self.features}"

    def needs(self) -> tuple[Demand, ...]:
        """Return what has to pass."""
        return tuple(one for one in self.demands if one.need not in UNWANTED)

    def openings(self) -> dict[Demand, PacketSet]:
        """Return what a careful administrator opens for each demand, and for the replies to it.

        Of a choice it is the first.
        """
        return {
            one: opening(one.packets, one.packets) | _replies(one)
            for one in self.needs()
            if one.choice is None or one.choice.option == 0
        }


@cache
def reference_devices() -> tuple[ReferenceDevice, ...]:
    """Return a reference device for every role, wherever it has to let something new pass."""
    devices, seen = [], set[tuple[str, str]]()
    for role, features, demands in _devices():
        own = frozenset(one for one in demands if (one.requirement, one.summary) not in seen)
        device = ReferenceDevice(role, features, demands, own)
        if own & set(device.needs()):
            devices.append(device)
            seen.update((one.requirement, one.summary) for one in demands)
    return tuple(devices)


def _devices() -> Iterator[tuple[str, str, tuple[Demand, ...]]]:
    for name in builtin_names():
        rulesets = rulesets_of(name)
        roles = [f"{one.name}/{role}" for one in rulesets for role in one.roles]
        for features, site in sites(rulesets).items():
            for role in roles:
                demands = device_demands(_placed(site, role, roles))
                here = tuple(one for one in demands if _touches(one))
                yield role, features, tuple(o for o in here if o.requirement.startswith(f"{name}/"))


def _placed(site: Site, role: str, roles: list[str]) -> Site:
    """Return `site` with the holders of `role` here, and all others each in a network of theirs."""
    here = site.with_included([role])
    networks: dict[str, tuple[IPv4Network, ...]] = {
        other: (IPv4Network(f"10.{20 + number // 250}.{number % 250}.0/24"),)
        for number, other in enumerate(roles)
    }
    networks |= dict.fromkeys(here, (HERE, ELSEWHERE))
    return Site(site.rulesets, networks, site.features, site.without, site.parameters)


def _touches(demand: Demand) -> bool:
    here = AddressSet.network(HERE)
    return any(box.source & here or box.destination & here for box in demand.packets)


def export(openings: Mapping[Demand, PacketSet]) -> bytes:
    """Return a configuration whose two lists let just `openings` pass."""
    rules = [Rule(packets, Action.ACCEPT, _NOWHERE, "") for packets in openings.values()]
    policies = {
        name: Policy(name, tuple(rules), Action.DENY, "", _NOWHERE) for name in ("FROM", "TO")
    }
    interface = (
        "interface GigabitEthernet0/1\n ip address 10.9.0.1 255.255.255.0\n"
        " ip access-group FROM in\n ip access-group TO out\n!\n"
    )
    return interface.encode() + RENDERER.export(policies)


def _replies(demand: Demand) -> PacketSet:
    back = replies_to(demand.packets)
    return reply_opening(back, demand.packets, Replies.BY_RULE)
