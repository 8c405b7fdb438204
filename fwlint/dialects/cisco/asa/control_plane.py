"""Packets to the firewall itself, where a list is bound with `control-plane`.

Cisco's "ASA Series Firewall CLI Configuration Guide", on management access rules: what `ssh`,
`telnet`, `http` and `icmp` let in, comes in whatever the list says, and what the list does not
decide is for these and other services to decide.
"""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.cisco.asa.access_list import everything
from fwlint.dialects.cisco.asa.configuration import Binding, Configuration
from fwlint.dialects.cisco.asa.stages import Stages
from fwlint.dialects.cisco.statements import Statement
from fwlint.model import protocols
from fwlint.model.bitset import BitSet
from fwlint.model.box import Box, interface
from fwlint.model.export import Direction, Path
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule

_OWN_SERVICES = "whether the firewall itself offers the service"
_LET_IN_FIRST = "a line `ssh`, `telnet`, `http` or `icmp` lets it in"
_MANAGEMENT = BitSet.of((protocols.TCP, protocols.ICMP, protocols.ICMPV6))


def control_plane_paths(configuration: Configuration, stages: Stages) -> Iterator[Path]:
    """Yield a path for each interface whose packets to the firewall itself meet a list."""
    for name, direction in stages.bound:
        binding = stages.binding(name, direction, 4) if direction == "control-plane" else None
        if binding is None:
            continue
        key = f"{name} control-plane"
        stages.policies[key] = _policy(configuration, stages, key, binding)
        traffic = PacketSet(tuple(Box(family, in_interface=interface(name)) for family in (4, 6)))
        yield Path(key, Direction.IN, (key,), traffic)


def _policy(configuration: Configuration, stages: Stages, key: str, binding: Binding) -> Policy:
    span = configuration.span(binding.statement)
    text = binding.statement.text.strip()
    rules = [Rule(everything((4, 6)), Action.JUMP, span, text, target=stages.entered(binding))]
    if line := configuration.seen.get("management"):
        rules.insert(0, _let_in_first(configuration, line))
    return Policy(
        key,
        tuple(rules),
        Action.UNKNOWN,
        "decided by the firewall's own services",
        span,
        default_conditions=(_OWN_SERVICES,),
    )


def _let_in_first(configuration: Configuration, line: Statement) -> Rule:
    packets = PacketSet(tuple(Box(family, protocol=_MANAGEMENT) for family in (4, 6)))
    span = configuration.span(line)
    return Rule(packets, Action.ACCEPT, span, line.text.strip(), (_LET_IN_FIRST,))
