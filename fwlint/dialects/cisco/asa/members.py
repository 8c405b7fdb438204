"""What the members of objects and groups mean: addresses, or something of a transport header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fwlint.dialects.cisco.asa.lines import Line
from fwlint.dialects.cisco.asa.networks import Networks, networks
from fwlint.dialects.cisco.asa.services import message_members, port_members, service
from fwlint.dialects.cisco.transport import Transport
from fwlint.dialects.cisco.words import MeaninglessError, column

Meaning = Networks | Transport


def meaning(line: Line, protocol: str, labels: Mapping[str, str]) -> Sequence[Meaning]:
    """Return what a member means, as the grammar reads it; raises MeaninglessError.

    `protocol` is what its group of ports is for.
    """
    first = line[0]
    if first.rule == "ports":
        return tuple(port_members(protocol, first.words))
    if first.rule == "icmp_message":
        found = tuple(message_members(first.words))
        if not found:
            what = f"there is no ICMP message {str(first.words[0])!r}"
            raise MeaninglessError(what, column(first.words[0]))
        return found
    if first.rule in ("ported_protocol", "protocol"):
        return tuple(service(line))
    return (networks(first, labels),)
