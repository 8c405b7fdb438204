"""Random matches on how a connection began, before table nat sent it elsewhere."""

from __future__ import annotations

from random import Random

from tests.judges.kernel.chance import negation, weighted
from tests.judges.kernel.network import NETWORKS
from tests.judges.kernel.packets import PORTS

_STATES = ("DNAT", "DNAT,INVALID", "DNAT,ESTABLISHED", "RELATED,DNAT", "NEW,DNAT", "UNTRACKED,DNAT")
_PORTS = (*map(str, PORTS), ":1023", "1024:", "53:443", "022", "ssh", "0", "0:22")
_TYPES = {4: ("2048", "2048:4000"), 6: ("32768", "32768:40000")}
"""Type and code of an echo request, in the place of a port."""
_ABOUT = {
    ("--ctorigdst",): 15,
    ("--ctorigdstport",): 30,
    ("--ctorigdst", "--ctorigdstport"): 15,
    ("--ctorigsrc",): 5,
    ("--ctorigsrcport",): 5,
    ("--ctproto",): 5,
    ("--ctproto", "--ctorigdstport"): 5,
    ("--ctorigdstport", "--ctdir"): 5,
    ("--ctstate",): 20,
    ("--ctstate", "--ctorigdstport"): 10,
}


def origin(random: Random, family: int) -> str:
    """Return a match on how a connection began, of one or several options."""
    options = weighted(random, _ABOUT)
    return "-m conntrack " + " ".join(_asked(random, family, option) for option in options)


def _asked(random: Random, family: int, option: str) -> str:
    network = NETWORKS[family]
    addresses = (*network.everyone, *network.firewall, *network.blocks)
    if option == "--ctdir":
        return f"{option} {random.choice(('ORIGINAL', 'REPLY'))}"
    values = {
        "--ctorigdst": addresses,
        "--ctorigsrc": addresses,
        "--ctorigdstport": (*_PORTS, *_PORTS, *_TYPES[family]),
        "--ctorigsrcport": _PORTS,
        "--ctproto": ("6", "udp", "tcp", "sctp", "47", "1", "ipv6-icmp"),
        "--ctstate": _STATES,
    }
    return f"{negation(random)}{option} {random.choice(values[option])}"
