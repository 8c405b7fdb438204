"""Who reaches what: from which sources and to which destinations a path accepts packets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address, ip_network

from fwlint.analysis.verdict import Verdict, decide_on
from fwlint.model import protocols
from fwlint.model.addresses import EVERYWHERE, AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_PORT, ANY_TCP_FLAGS, NEW, SYN, WHOLE, Box
from fwlint.model.export import Export, Path
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet

_STRANGERS = {
    4: ("23.45.67.89", "91.23.45.67", "140.150.160.170", "201.212.223.234"),
    6: ("2600:4567:89ab::10", "2a00:4567:89ab::10", "2400:4567:89ab::10"),
}
"""Public addresses of no meaning, from several registries; rules seldom speak of them."""

_INTERNAL = {
    4: ("10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"),
    6: ("fc00::/7", "fe80::/10"),
}
"""Networks that nobody on the Internet has an address of (RFC 1918, 3927, 4193, 4291, 6598)."""

_CLIENT_PORT: IntervalSet[int] = IntervalSet(((50000, 50001),))


@dataclass(frozen=True, slots=True)
class Exposure:
    """What a path lets pass of the packets asked about.

    `surely` is accepted whatever the conditions; `possibly` is all that may be, `surely` included.
    """

    surely: PacketSet
    possibly: PacketSet
    verdict: Verdict


def exposure(export: Export, path: Path, packets: PacketSet) -> Exposure | None:
    """Return what `path` lets pass of `packets`, or None where it carries none of them.

    Anybody may knock, so sources count that the export does not tell to be on the path.
    """
    query = packets & path.traffic.freed("source")
    if not query:
        return None
    verdict = decide_on(path, export.policies, query)
    return Exposure(verdict.open, verdict.open | verdict.conditional, verdict)


def first_packets(
    family: int, protocol: int, ports: IntervalSet[int] = ANY_PORT, source: AddressSet = EVERYWHERE
) -> Box:
    """Return the packets by which a client at `source` opens a flow to `ports`."""
    return Box(
        family,
        protocol=BitSet.of((protocol,)),
        source=source,
        source_port=_CLIENT_PORT,
        destination_port=ports,
        state=BitSet.of((NEW,)),
        tcp_flags=BitSet.of((SYN,)) if protocol == protocols.TCP else ANY_TCP_FLAGS,
        fragment=BitSet.of((WHOLE,)),
    )


@cache
def strangers(family: int) -> AddressSet:
    """Return a few addresses that stand for anybody.

    Whoever gets through from one of them needs no address of his own to do so. All addresses at
    once would give an exact answer, too, and a slow one behind a long list of blocked networks.
    """
    return AddressSet.union(
        AddressSet.wildcard(int(ip_address(address)), 0, family) for address in _STRANGERS[family]
    )


def is_internal(path: Path) -> bool:
    """Return whether all that `path` is known to carry comes from networks of no public address."""
    return all(_internal(box.family).covers(box.source) for box in path.traffic)


@cache
def _internal(family: int) -> AddressSet:
    return AddressSet.union(AddressSet.network(ip_network(one)) for one in _INTERNAL[family])
