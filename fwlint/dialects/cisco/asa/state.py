"""What the firewall remembers of connections, so that replies need no entry.

Cisco's "ASA Series Firewall CLI Configuration Guide": replies of TCP, UDP and SCTP pass by
themselves, those of ICMP where it is inspected; of all else each direction needs its own entry.
"""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.cisco.asa.configuration import Configuration
from fwlint.model import protocols
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_STATE, ESTABLISHED, Box
from fwlint.model.export import Replies

_REMEMBERED = BitSet.of((protocols.TCP, protocols.UDP, protocols.SCTP))
_NOT_ESTABLISHED = ANY_STATE - BitSet.of((ESTABLISHED,))


def replies(configuration: Configuration) -> Replies:
    """Return how replies pass.

    A file that shows what is inspected, and not ICMP, has entries for replies to a ping; without
    that they are taken to pass.
    """
    shown = "policy-map" in configuration.seen
    if shown and "inspect icmp" not in configuration.seen:
        return Replies.BY_STATE
    return Replies.AUTOMATIC


def first_packets(box: Box, configuration: Configuration) -> Iterator[Box]:
    """Yield those packets of a box that lists are asked about.

    Packets of a connection that the firewall remembers are not among them.
    """
    if replies(configuration) is Replies.AUTOMATIC:
        yield box
        return
    yield box._replace(protocol=box.protocol & _REMEMBERED, state=_NOT_ESTABLISHED)
    yield box._replace(protocol=box.protocol - _REMEMBERED)
