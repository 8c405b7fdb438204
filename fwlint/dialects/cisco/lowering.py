"""From a configuration to the common model: a policy for each list, a path for each binding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fwlint.dialects.cisco.access_map import map_families, map_policies
from fwlint.dialects.cisco.chain import Stages
from fwlint.dialects.cisco.configuration import Configuration
from fwlint.dialects.cisco.export import CiscoExport
from fwlint.dialects.cisco.groups import Groups
from fwlint.dialects.cisco.interface import Binding
from fwlint.dialects.cisco.policies import Policies
from fwlint.dialects.cisco.router_inventory import RouterInventory
from fwlint.model.box import WHOLE_SPACE
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Direction, Path, Replies
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Action

_Keys = dict[tuple[int, str], str]
"""The policy's name for a list's family and name."""

_DIRECTIONS = {"in": Direction.IN, "out": Direction.OUT}


def lower(configuration: Configuration, dialect: str) -> CiscoExport:
    """Return what a configuration says of packets.

    A list that nothing filters by may serve NAT, SNMP or routing, so it gets no path; only where
    there are neither interfaces nor bindings is every list taken for a filter.
    """
    bound = [(one, list_id) for one in _bindings(configuration) for list_id in one.list_ids]
    keys = _keys([*configuration.lists, *(list_id for _, list_id in bound)])
    policies = _policies(configuration, keys)
    for binding, list_id in bound:
        if keys[list_id] not in policies:
            policies[keys[list_id]] = _undefined(configuration, binding, list_id, keys[list_id])
    stages = Stages(configuration.source, policies, keys, list(_bindings(configuration)))
    paths = [*_paths(configuration, stages), *_terminal_paths(configuration, stages)]
    for path, more in _map_paths(configuration, {one: policies[key] for one, key in keys.items()}):
        paths.append(path)
        policies |= {policy.name: policy for policy in more}
    if not configuration.has_interfaces and not paths:
        paths += _lone_paths(configuration, keys)
    for path, policy in _unfiltered_ipv6(configuration):
        paths.append(path)
        policies[policy.name] = policy
    return CiscoExport(
        path=configuration.source.path,
        dialect=dialect,
        policies=policies,
        paths=tuple(paths),
        replies=Replies.BY_RULE,
        diagnostics=tuple(sorted(configuration.diagnostics, key=lambda one: one.span.line)),
        hostname=configuration.hostname,
        inventory=RouterInventory(
            configuration.source, configuration.platform, configuration, keys
        ),
    )


def _policies(configuration: Configuration, keys: _Keys) -> dict[str, Policy]:
    """Return every list as a policy, by name; and note what in lists and groups is refused."""
    source, platform = configuration.source, configuration.platform
    groups = Groups(platform, source, configuration.groups)
    maker = Policies(source, platform, groups)
    found = {keys[one]: maker.policy(keys[one], it) for one, it in configuration.lists.items()}
    for unread in configuration.unread:
        maker.policy("", unread)
    configuration.diagnostics += groups.diagnostics + maker.diagnostics
    return found


def _bindings(configuration: Configuration) -> Iterator[Binding]:
    for one in configuration.interfaces.values():
        yield from one.bindings.values()
    for line in configuration.terminals.values():
        yield from line.bindings


def _keys(lists: Iterable[tuple[int, str]]) -> _Keys:
    """Name the policies of `lists`; IPv4 and IPv6 lists have name spaces of their own."""
    known = dict.fromkeys(lists)
    return {
        (family, name): f"{name} (ipv6)" if family == 6 and (4, name) in known else name
        for family, name in known
    }


def _undefined(
    configuration: Configuration, binding: Binding, list_id: tuple[int, str], key: str
) -> Policy:
    """Return the policy of a list that is bound and nowhere defined.

    To the device it is an empty list; but where a part of the file is lost, it may have been there.
    """
    text = f"list {list_id[1]} is not defined"
    if configuration.incomplete:
        return Policy(key, (), Action.UNKNOWN, text, binding.span, default_conditions=(text,))
    text = f"{text}: {configuration.platform.title} permits everything"
    said = configuration.source.lines[binding.span.line - 1].strip()
    hint = "define the list, or take the binding away"
    configuration.diagnostics.append(
        Diagnostic(binding.span, Trouble.ASSUMED, text, hint, said),
    )
    return Policy(key, (), Action.ACCEPT, text, binding.span)


def _paths(configuration: Configuration, stages: Stages) -> Iterator[Path]:
    said = configuration.source.surroundings.addresses
    for one in configuration.interfaces.values():
        for binding in one.bindings.values():
            yield Path(
                f"{one.name} {_direction(binding)}",
                Direction.FORWARD,
                (stages.stage(binding),),
                PacketSet((one.traffic(binding, said),)),
                (binding.family,),
            )


def _direction(binding: Binding) -> str:
    return binding.direction + (" (ipv6)" if binding.family == 6 else "")


def _terminal_paths(configuration: Configuration, stages: Stages) -> Iterator[Path]:
    """Yield the ways to the device itself, and from it, that its terminal lines filter."""
    for line in configuration.terminals.values():
        for binding in line.bindings:
            if traffic := line.traffic(binding.family):
                yield Path(
                    f"{line.name} {_direction(binding)}",
                    _DIRECTIONS[binding.direction],
                    (stages.stage(binding),),
                    PacketSet((traffic,)),
                    (binding.family,),
                )


def _map_paths(
    configuration: Configuration, lists: dict[tuple[int, str], Policy]
) -> Iterator[tuple[Path, tuple[Policy, ...]]]:
    """Yield the ways through VLANs that access maps filter; all of them if a map is not there."""
    for one in configuration.map_filters:
        if one.name in configuration.maps:
            entries = configuration.maps[one.name]
            more = tuple(map_policies(one.name, entries, lists))
            families = map_families(entries)
        else:
            text = f"vlan access-map {one.name} is not defined"
            more = (Policy(text, (), Action.ACCEPT, text, one.span),)
            families = (4, 6)
        name = f"vlan filter {one.name} {one.vlans}"
        traffic = PacketSet(tuple(WHOLE_SPACE[family] for family in families))
        yield Path(name, Direction.FORWARD, (more[0].name,), traffic, families), more


def _unfiltered_ipv6(configuration: Configuration) -> Iterator[tuple[Path, Policy]]:
    """Yield the ways of IPv6 past IPv4 lists: an interface of both families filters one of them.

    Where a line is not understood, it may be the missing binding.
    """
    if any(one.trouble is not Trouble.ASSUMED for one in configuration.diagnostics):
        return
    said = configuration.source.surroundings.addresses
    platform = configuration.platform
    for one in configuration.interfaces.values():
        if not one.has_addresses(6) or any(family == 6 for family, _ in one.bindings):
            continue
        for binding in one.bindings.values():
            six = binding._replace(family=6)
            name = f"{one.name} {_direction(six)}"
            missing = f"no {platform.ipv6_binding} {binding.direction}"
            text = f"{missing}: {platform.title} permits everything"
            path = Path(
                name, Direction.FORWARD, (name,), PacketSet((one.traffic(six, said),)), (6,)
            )
            yield path, Policy(name, (), Action.ACCEPT, text, binding.span)


def _lone_paths(configuration: Configuration, keys: _Keys) -> Iterator[Path]:
    for family, name in configuration.lists:
        key = keys[family, name]
        traffic = PacketSet((WHOLE_SPACE[family],))
        yield Path(key, Direction.FORWARD, (key,), traffic, (family,))
