"""From a configuration to the common model: a policy for each list, a path for each binding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fwlint.dialects.cisco_ios.configuration import Configuration
from fwlint.dialects.cisco_ios.interface import Binding
from fwlint.model.box import WHOLE_SPACE
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Direction, Export, Path, Replies
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Action

_Keys = dict[tuple[int, str], str]
"""The policy's name for a list's family and name."""


def lower(configuration: Configuration, dialect: str) -> Export:
    """Return what a configuration says of packets.

    A list that no interface is bound to may serve NAT, SNMP or a terminal line, so it gets no path;
    only where there are no interfaces at all is every list taken for a filter.
    """
    keys = _keys([*configuration.lists, *(one.list_id for one in _bindings(configuration))])
    policies = {keys[one]: found.policy(keys[one]) for one, found in configuration.lists.items()}
    for binding in _bindings(configuration):
        key = keys[binding.list_id]
        if key not in policies:
            policies[key] = _undefined(configuration, binding, key)
    paths = list(_paths(configuration, keys) if configuration.has_interfaces else _lone_paths(keys))
    for path, policy in _unfiltered_ipv6(configuration):
        paths.append(path)
        policies[policy.name] = policy
    return Export(
        path=configuration.source.path,
        dialect=dialect,
        policies=policies,
        paths=tuple(paths),
        replies=Replies.BY_RULE,
        diagnostics=tuple(sorted(configuration.diagnostics, key=lambda one: one.span.line)),
        hostname=configuration.hostname,
    )


def _bindings(configuration: Configuration) -> Iterator[Binding]:
    for one in configuration.interfaces.values():
        yield from one.bindings.values()


def _keys(lists: Iterable[tuple[int, str]]) -> _Keys:
    """Name the policies of `lists`; IPv4 and IPv6 lists have name spaces of their own."""
    known = dict.fromkeys(lists)
    return {
        (family, name): f"{name} (ipv6)" if family == 6 and (4, name) in known else name
        for family, name in known
    }


def _undefined(configuration: Configuration, binding: Binding, key: str) -> Policy:
    """Return the policy of a list that is bound and nowhere defined.

    To IOS it is an empty list; but where a part of the file is lost, it may have been in that part.
    """
    text = f"list {binding.list_name} is not defined"
    if configuration.incomplete:
        return Policy(key, (), Action.UNKNOWN, text, binding.span, default_conditions=(text,))
    text = f"{text}: IOS permits everything"
    said = configuration.source.lines[binding.span.line - 1].strip()
    hint = "define the list, or take the binding away"
    configuration.diagnostics.append(
        Diagnostic(binding.span, Trouble.ASSUMED, text, hint, said),
    )
    return Policy(key, (), Action.ACCEPT, text, binding.span)


def _paths(configuration: Configuration, keys: _Keys) -> Iterator[Path]:
    for one in configuration.interfaces.values():
        for binding in one.bindings.values():
            suffix = " (ipv6)" if binding.family == 6 else ""
            yield Path(
                f"{one.name} {binding.direction}{suffix}",
                Direction.FORWARD,
                (keys[binding.list_id],),
                PacketSet((one.traffic(binding),)),
                (binding.family,),
            )


def _unfiltered_ipv6(configuration: Configuration) -> Iterator[tuple[Path, Policy]]:
    """Yield the ways of IPv6 past IPv4 lists: an interface of both families filters one of them.

    Where a line is not understood, it may be the missing `ipv6 traffic-filter`.
    """
    if any(one.trouble is not Trouble.ASSUMED for one in configuration.diagnostics):
        return
    for one in configuration.interfaces.values():
        if not one.has_addresses(6) or any(family == 6 for family, _ in one.bindings):
            continue
        for binding in one.bindings.values():
            name = f"{one.name} {binding.direction} (ipv6)"
            text = f"no ipv6 traffic-filter {binding.direction}: IOS permits everything"
            traffic = PacketSet((one.traffic(binding._replace(family=6)),))
            path = Path(name, Direction.FORWARD, (name,), traffic, (6,))
            yield path, Policy(name, (), Action.ACCEPT, text, binding.span)


def _lone_paths(keys: _Keys) -> Iterator[Path]:
    for (family, _), key in keys.items():
        traffic = PacketSet((WHOLE_SPACE[family],))
        yield Path(key, Direction.FORWARD, (key,), traffic, (family,))
