"""Random rules of table nat, which send packets elsewhere but not off their path.

What goes to the firewall still does, and what goes through it leaves by the same interface.
"""

from __future__ import annotations

from random import Random

from tests.judges.kernel.marks import setting, sought
from tests.judges.kernel.network import NETWORKS, SIDES, Network
from tests.judges.kernel.packets import PORTS

_CALLED = "translate"


def nat_rules(random: Random, family: int, *, marked: bool) -> list[str]:
    """Return the lines of table nat behind those of its built-in chains; some use marks."""
    network = NETWORKS[family]
    lines = [f":{_CALLED} - [0:0]"]
    if random.random() < 0.3:
        lines.append(f"-A PREROUTING -s {random.choice(network.blocks)} -j RETURN")
    chain = random.choice(("PREROUTING", _CALLED))
    for _ in range(random.randint(1, 3)):
        if marked and random.random() < 0.4:
            lines.append(f"-A {chain} -s {random.choice(network.blocks)} {setting(random)}")
        line = _arriving(random, network, chain)
        lines.append(line.replace(" -j", f" {sought(random)} -j") if marked else line)
    if chain == _CALLED:
        lines.append(f"-A PREROUTING -j {_CALLED}")
    if random.random() < 0.4:
        lines.append(_leaving(random, network, "OUTPUT"))
    if random.random() < 0.4:
        lines.append(f"-A POSTROUTING -o {random.choice(SIDES)} -j MASQUERADE")
    return lines


def _arriving(random: Random, network: Network, chain: str) -> str:
    """Return a rule on packets to the firewall or through it."""
    if random.random() < 0.25:
        return _mapping(random, network, chain)
    if random.random() < 0.5:
        return _leaving(random, network, chain)
    service, port = _service(random)
    host = random.choice(network.firewall)
    target = f"-j REDIRECT --to-ports {port}" if port else "-j REDIRECT"
    if random.random() < 0.4:
        target = _dnat(random, network.firewall, port)
    return f"-A {chain} -d {host} {service} {target}"


def _leaving(random: Random, network: Network, chain: str) -> str:
    """Return a rule on packets to the hosts of one side."""
    hosts = network.hosts[random.choice(SIDES)]
    service, port = _service(random)
    return f"-A {chain} -d {random.choice(hosts)} {service} {_dnat(random, hosts, port)}"


def _mapping(random: Random, network: Network, chain: str) -> str:
    """Return a rule that maps a network of one side to another one there."""
    old, new = random.sample(network.alike[random.choice(SIDES)], 2)
    service, _ = _service(random)
    return f"-A {chain} -d {old} {service} -j NETMAP --to {new}"


def _service(random: Random) -> tuple[str, int | None]:
    """Return a match on a service, and perhaps a port that it can be sent to."""
    if random.random() < 0.25:
        return "", None
    protocol = random.choice(("tcp", "udp"))
    port = random.choice(PORTS)
    match = random.choice(
        (f"-p {protocol}", f"-p {protocol} --dport {port}", f"-p {protocol} --dport :{port}")
    )
    return match, random.choice((*PORTS, None))


def _dnat(random: Random, hosts: tuple[str, ...], port: int | None) -> str:
    host = random.choice(hosts)
    if port is not None:
        host = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return f"-j DNAT --to-destination {host}"
