"""Whether IPsec leaves packets alone, by what an export says of connection security."""

from __future__ import annotations

from dataclasses import dataclass

from fwlint.model.export import Export
from fwlint.model.packetset import NOTHING, PacketSet
from fwlint.model.rule import Action, Rule


@dataclass(frozen=True, slots=True)
class Exemption:
    """How connection security meets packets: `asked` may be asked for authentication by `rule`."""

    asked: PacketSet = NOTHING
    rule: Rule | None = None


def exemption(export: Export, packets: PacketSet) -> Exemption | None:
    """Return what of `packets` IPsec may ask for authentication, or None where it is not shown.

    Windows gives the more specific rule precedence, and an exemption over a request for the same
    packets; so what an unconditional exemption matches in full is never asked.
    """
    if not export.connection_security:
        return None
    rules = [r for r in export.policies[export.connection_security].rules if r.enabled]
    exempt = PacketSet.of(
        box
        for rule in rules
        if rule.action is Action.ACCEPT and not rule.conditions
        for box in rule.packets
    )
    left = packets - exempt
    for rule in rules:
        if rule.action is not Action.ACCEPT and (asked := left & rule.packets):
            return Exemption(asked, rule)
    return Exemption()
