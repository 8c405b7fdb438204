"""Random matches on the protocol and on what its header says."""

from __future__ import annotations

from random import Random

from fwlint.model.protocols import NUMBERS
from tests.judges.kernel.chance import negation, weighted
from tests.judges.kernel.packets import PORTS

_FLAGS = ("FIN", "SYN", "RST", "PSH", "ACK", "URG")
_BOTH = ("--sports", "--dports")
_ICMP_OPTION = {4: "-p icmp {}--icmp-type", 6: "-p ipv6-icmp {}--icmpv6-type"}
_OTHER_SPELLINGS = {
    "tcp": {"22": "ssh", "80": "0x50", "53": "065", "443": "https"},
    "udp": {"22": "022", "80": "080", "53": "domain"},
    "sctp": {"22": "026", "80": "0x50"},
}
"""Names of ports, and numbers that iptables may read as octal, or not."""
_ICMP_TYPES = {
    4: (
        *("any", "8", "8/0", "0", "3/1", "13", "echo-request", "echo-reply", "port-unreachable"),
        *("destination-unreachable", "time-exceeded", "timestamp-request", "redirect"),
        *("echo-req", "port-u", "0x8", "3/03"),
    ),
    6: (
        *("128", "128/0", "129", "1/4", "133", "echo-request", "echo-reply", "packet-too-big"),
        *("destination-unreachable", "time-exceeded", "neighbour-solicitation"),
        *("echo-rep", "packet", "0x80"),
    ),
}
_PROTOCOLS = {
    4: ("47", "gre", "ospf", "esp", "sctp", "tcp", "udp", "icmp", "1"),
    6: ("47", "gre", "ospf", "esp", "sctp", "tcp", "udp", "ipv6-icmp", "58"),
}


def transport(random: Random, family: int) -> str:
    """Return a match on the protocol and perhaps its header, or none."""
    match weighted(random, {"none": 30, "port": 30, "list": 12, "tcp": 9, "icmp": 9, "bare": 10}):
        case "port":
            return _port(random)
        case "list":
            return _multiport(random)
        case "tcp":
            return f"-p tcp {_tcp(random)}"
        case "icmp":
            option = _ICMP_OPTION[family].format(negation(random))
            return f"{option} {random.choice(_ICMP_TYPES[family])}"
        case "bare":
            return random.choice(
                (f"{negation(random)}-p {random.choice(_PROTOCOLS[family])}", "-p all")
            )
    return ""


def _port(random: Random) -> str:
    protocol = weighted(random, {"tcp": 60, "udp": 35, "sctp": 5})
    name = random.choice((protocol, protocol, protocol.upper(), str(NUMBERS[protocol])))
    load = random.choice(("", f"-m {protocol} "))
    options = weighted(random, {("--dport",): 70, ("--sport",): 20, ("--sport", "--dport"): 10})
    ports = " ".join(
        f"{negation(random)}{_spelled(random, option)}{_ports(random, protocol)}"
        for option in options
    )
    return f"-p {name} {load}{ports}"


def _spelled(random: Random, option: str) -> str:
    """Return `--dport` or `--sport` in one of its spellings, with what stands behind it."""
    long = {"--dport": "--destination-port", "--sport": "--source-port"}[option]
    return random.choice((f"{option} ", f"{option} ", f"{option[:-2]} ", f"{long} ", f"{option}="))


def _multiport(random: Random) -> str:
    protocol = weighted(random, {"tcp": 55, "udp": 40, "sctp": 5})
    options = weighted(random, {("--dports",): 50, ("--sports",): 20, ("--ports",): 15, _BOTH: 15})
    lists = (f"-m multiport {negation(random)}{option} {_port_list(random)}" for option in options)
    return f"-p {protocol} {' '.join(lists)}"


def _ports(random: Random, protocol: str) -> str:
    """Return a port or a range of ports, now and then spelled otherwise than usual."""
    a, b = sorted(random.sample(PORTS, k=2))
    text = random.choice((f"{a}", f"{b}", f"{a}:{b}", f":{a}", f"{b}:"))
    return random.choice((text, text, _OTHER_SPELLINGS[protocol].get(text, text)))


def _port_list(random: Random) -> str:
    spans = (sorted(random.sample(PORTS, k=2)) for _ in range(random.randint(1, 5)))
    return ",".join(random.choice((f"{a}", f"{b}", f"{a}:{b}")) for a, b in spans)


def _tcp(random: Random) -> str:
    if random.random() < 0.4:
        return f"{negation(random)}--syn"
    looked_at = random.sample(_FLAGS, random.randint(1, 6))
    possible = looked_at if random.random() < 0.9 else _FLAGS
    demanded = random.sample(possible, random.randint(0, len(looked_at)))
    mask = "ALL" if len(looked_at) == len(_FLAGS) else ",".join(looked_at)
    return f"{negation(random)}--tcp-flags {mask} {','.join(demanded) or 'NONE'}"
