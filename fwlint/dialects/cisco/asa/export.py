"""From a configuration to the common model: a policy for each list, a path for each way through."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.cisco.asa.assumptions import assumptions
from fwlint.dialects.cisco.asa.configuration import Configuration
from fwlint.dialects.cisco.asa.control_plane import control_plane_paths
from fwlint.dialects.cisco.asa.definitions import Definitions
from fwlint.dialects.cisco.asa.entry import Context
from fwlint.dialects.cisco.asa.inventory import AsaInventory
from fwlint.dialects.cisco.asa.networks import Networks
from fwlint.dialects.cisco.asa.paths import paths
from fwlint.dialects.cisco.asa.platform import ASA
from fwlint.dialects.cisco.asa.rules import Rules
from fwlint.dialects.cisco.asa.stages import Stages
from fwlint.dialects.cisco.asa.state import replies
from fwlint.dialects.cisco.export import CiscoExport
from fwlint.model.addresses import BITS, AddressSet
from fwlint.model.box import WHOLE_SPACE
from fwlint.model.export import Direction, Path
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Action


def lower(configuration: Configuration, dialect: str) -> CiscoExport:
    """Return what a configuration says of packets.

    A list that nothing is bound to may serve NAT, a VPN or a class map, so it gets no path; only
    where there are no bindings and no interfaces at all is every list taken for a filter.
    """
    policies = _policies(configuration)
    stages = Stages(configuration, policies)
    for name in stages.going_on & set(policies):
        policies[name] = _returning(policies[name])
    ways = [*paths(configuration, stages), *control_plane_paths(configuration, stages)]
    if not configuration.bindings and not any(one.name for one in configuration.interfaces):
        ways += _lone_paths(configuration)
    configuration.diagnostics += assumptions(configuration)
    return CiscoExport(
        path=configuration.source.path,
        dialect=dialect,
        policies=policies,
        paths=tuple(ways),
        replies=replies(configuration),
        diagnostics=tuple(sorted(configuration.diagnostics, key=lambda one: one.span.line)),
        hostname=configuration.hostname,
        inventory=AsaInventory(configuration.source, ASA, configuration),
    )


def _policies(configuration: Configuration) -> dict[str, Policy]:
    labels = configuration.labels
    definitions = Definitions(configuration.source, configuration.definitions, labels)
    rules = Rules(configuration.source)
    addresses = _own_addresses(configuration)
    found = {}
    for name, written in configuration.lists.items():
        if name in configuration.unread and not written.start:
            continue
        context = Context(definitions, addresses, configuration.families_of(written))
        several = tuple(rules.of(written, context))
        found[name] = Policy(name, several, Action.DENY, "implicit deny", written.span)
    configuration.diagnostics += [*definitions.diagnostics, *rules.diagnostics]
    return found


def _own_addresses(configuration: Configuration) -> dict[str, Networks]:
    """Return the addresses of each interface that has its addresses from the file alone."""
    found = {}
    for one in configuration.interfaces:
        if one.name and not one.elsewhere and any(one.own.values()):
            found[one.name] = Networks(_exactly(one.own[4], 4), _exactly(one.own[6], 6))
    return found


def _exactly(addresses: list[int], family: int) -> AddressSet:
    every_bit = (1 << BITS[family]) - 1
    return AddressSet(tuple((address, every_bit) for address in addresses))


def _returning(policy: Policy) -> Policy:
    """Return the policy of a list whose end is not the implicit deny, but leads on."""
    text = "end of the list"
    return Policy(policy.name, policy.rules, Action.RETURN, text, policy.span)


def _lone_paths(configuration: Configuration) -> Iterator[Path]:
    for name, written in configuration.lists.items():
        if written.start in ("entry", "ipv6_entry"):
            families = configuration.families_of(written)
            traffic = PacketSet(tuple(WHOLE_SPACE[family] for family in families))
            yield Path(name, Direction.FORWARD, (name,), traffic, families)
