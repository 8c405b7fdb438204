"""Ports and ICMP messages that the operands of an entry ask for, by themselves or by a group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fwlint.dialects.cisco.asa.definitions import Definitions
from fwlint.dialects.cisco.asa.lines import Part
from fwlint.dialects.cisco.asa.services import only_protocol, ports
from fwlint.dialects.cisco.transport import Transport
from fwlint.dialects.cisco.words import MeaninglessError, column
from fwlint.model import protocols

_SIDES = ("source_port", "destination_port")


@dataclass(slots=True)
class WithPorts:
    """Narrows transports by ports; the doubts about groups go to `conditions`."""

    definitions: Definitions
    conditions: list[str]

    def ask(
        self, transports: tuple[Transport, ...], source: Part | None, destination: Part | None
    ) -> tuple[Transport, ...]:
        """Return the transports with the ports that are asked for; raises MeaninglessError."""
        for side, part in zip(_SIDES, (source, destination), strict=True):
            if part is None:
                continue
            narrow = self._plain if part.rule == "ports" else self._grouped
            transports = tuple(
                narrowed for one in transports for narrowed in narrow(one, side, part)
            )
        return transports

    def _plain(self, one: Transport, side: str, part: Part) -> Iterator[Transport]:
        protocol = only_protocol(one)
        if not protocol and self.conditions:  # a group that is not known: one of these, or several
            yield one._replace(protocol=protocols.WITH_PORTS)
            return
        if protocol not in protocols.WITH_PORTS:
            message = f"{protocols.name_of(protocol) if protocol else 'ip'} has no ports"
            raise MeaninglessError(message, column(part.words[0]))
        found = getattr(one, side) & ports(part.words, protocol)
        yield one._replace(**{side: found}, asks_header=True)

    def _grouped(self, one: Transport, side: str, part: Part) -> Iterator[Transport]:
        """Yield what a group leaves of a transport: ports for the side, or ICMP messages."""
        name = part.words[0]
        members, doubts = self.definitions.members(name)
        self.conditions += doubts
        if doubts:
            yield one
            return
        for member in members:
            if not isinstance(member, Transport):
                raise MeaninglessError(f"{name} holds addresses, not ports", column(name))
            if protocol := one.protocol & member.protocol:
                asked = {side: getattr(one, side) & member.destination_port}
                yield one._replace(
                    protocol=protocol, icmp=one.icmp & member.icmp, asks_header=True, **asked
                )
