"""Random matches on addresses, interfaces and connections."""

from __future__ import annotations

from random import Random

from tests.judges.kernel.chance import negation, weighted
from tests.judges.kernel.marks import sought
from tests.judges.kernel.network import NETWORKS, SIDES
from tests.judges.kernel.origins import origin
from tests.judges.kernel.transport import transport

_INTERFACES = (*SIDES, *SIDES, *SIDES, "lan+", "d+", "eth9")
_NO_IN_INTERFACE = ("OUTPUT", "POSTROUTING")
_NO_OUT_INTERFACE = ("PREROUTING", "INPUT")
_BOTH_RANGES = ("--src-range", "--dst-range")
_STATES = ("NEW", "ESTABLISHED", "RELATED", "INVALID", "UNTRACKED")
_ADDRESS_TYPES = {4: ("MULTICAST", "UNSPEC"), 6: ("MULTICAST", "UNSPEC", "UNICAST")}
_CONNECTIONS = (
    "--ctdir ORIGINAL",
    "--ctdir REPLY",
    "--ctstate RELATED,ESTABLISHED,DNAT",
    "! --ctstate INVALID,SNAT",
    "--ctstate NEW,INVALID --ctdir REPLY",
    "--ctproto 6",
    "--ctstate INVALID --ctproto 17",
    "! --ctorigdstport 22",
)
"""What is asked of connections, which the state of a packet tells in part."""

_BEYOND_PACKETS = (
    "-m limit --limit 5/min --limit-burst 2",
    "-m mark --mark 0x1",
    "-m mark ! --mark 0x2/0x3",
    "-m addrtype --dst-type LOCAL",
    "-m length --length 0:50",
    "-m addrtype ! --src-type LOCAL,MULTICAST",
    "-m pkttype --pkt-type unicast",
    "-m set --match-set {allowed} src",
    "-m set ! --match-set {allowed} dst",
)
"""Matches on what only the system at work knows, so that verdicts depend on it."""

ALLOWED = {4: "allowed4", 6: "allowed6"}
"""The name of the set that the last of them ask for."""


def matches(
    random: Random, family: int, chain: str, *, beyond_packets: bool, marked: bool, sent_on: bool
) -> str:
    """Return the matches of a rule, in any order.

    `beyond_packets` allows matches whose outcome no packet tells, `marked` those on marks, and
    `sent_on` those on how packets came that table nat has sent on.
    """
    choices = [
        (transport(random, family), 100),
        (_addresses(random, family), 100),
        (_ranges(random, family), 7),
        (_interface(random, chain), 18),
        (_state(random), 22),
        (f"-m conntrack {random.choice(_CONNECTIONS)}", 3),
        (_address_type(random, family), 4),
        (random.choice(("-f", "! -f")), 2 * (family == 4)),
        ('-m comment --comment "it\'s a \\"rule\\""', 4),
        (random.choice(_BEYOND_PACKETS).format(allowed=ALLOWED[family]), 15 * beyond_packets),
        (sought(random), 35 * marked),
        (origin(random, family), 35 * sent_on),
    ]
    chosen = [text for text, share in choices if random.random() * 100 < share]
    random.shuffle(chosen)
    return " ".join(text for text in chosen if text)


def _addresses(random: Random, family: int) -> str:
    """Return a match on the source, the destination, both or none.

    Lists make several rules of one, and none of their addresses may be negated.
    """
    network = NETWORKS[family]
    known = (*network.everyone, *network.firewall, *network.blocks)
    options = weighted(random, {(): 50, ("-s",): 20, ("-d",): 20, ("-s", "-d"): 10})
    if random.random() < 0.15:
        lists = {option: random.sample(known, random.randint(1, 3)) for option in options}
        return " ".join(f"{option} {','.join(several)}" for option, several in lists.items())
    return " ".join(f"{negation(random)}{option} {random.choice(known)}" for option in options)


def _ranges(random: Random, family: int) -> str:
    options = weighted(random, {("--src-range",): 40, ("--dst-range",): 40, _BOTH_RANGES: 20})
    ranges = (
        f"{negation(random)}{option} {random.choice(NETWORKS[family].ranges)}" for option in options
    )
    return f"-m iprange {' '.join(ranges)}"


def _address_type(random: Random, family: int) -> str:
    option = random.choice(("--src-type", "--dst-type"))
    return f"-m addrtype {negation(random)}{option} {random.choice(_ADDRESS_TYPES[family])}"


def _interface(random: Random, chain: str) -> str:
    options = ["-i"] * (chain not in _NO_IN_INTERFACE) + ["-o"] * (chain not in _NO_OUT_INTERFACE)
    return f"{negation(random)}{random.choice(options)} {random.choice(_INTERFACES)}"


def _state(random: Random) -> str:
    option = weighted(random, {"-m conntrack {}--ctstate": 70, "-m state {}--state": 30})
    states = ",".join(random.sample(_STATES, random.randint(1, 3)))
    return f"{option.format(negation(random))} {states}"
