"""Random sets, as `ipset restore` reads them, and rules that match them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from random import Random

from fwlint.dialects.ipset.kind import KINDS, family_of, parts_of, takes_nomatch
from tests.judges.kernel.chance import negation
from tests.judges.kernel.namespace import Namespace, RefusedError
from tests.judges.kernel.network import NETWORKS, SIDES
from tests.judges.kernel.packets import PORTS
from tests.judges.kernel.rulesets import GENERATED_BY

_INET = {4: "inet", 6: "inet6"}
_LENGTHS = {4: (1, 4, 8, 16, 20, 24, 26, 28, 31, 32), 6: (3, 32, 44, 48, 64, 122, 124, 128)}
_NETMASKS = {4: (16, 24, 28), 6: (48, 64, 122)}
_WITH_NETMASK = ("bitmap:ip", "hash:ip", "hash:ip,port")
_RANGE = "192.0.2.0/24"
_CODES = {
    4: ("icmp:8/0", "icmp:echo-reply", "icmp:3/1", "gre:0", "ospf:0"),
    6: ("icmpv6:128/0", "icmpv6:echo-reply", "icmpv6:1/4", "gre:0", "ospf:0"),
}
_CHAINS = ("INPUT", "FORWARD", "OUTPUT")


@dataclass(frozen=True, slots=True)
class RandomSet:
    """A set called `name`, of a family and a type."""

    random: Random
    family: int
    name: str
    kind: str

    def lines(self) -> Iterator[str]:
        """Yield the lines that make it; what ipset refuses now and then is to be left out."""
        yield f"create {self.name} {self.kind}{self._options()}"
        for _ in range(self.random.randint(0, 10)):
            element = ",".join(map(self._part, parts_of(self.kind)))
            yield f"add {self.name} {element}{self._flags()}"

    def match(self) -> str:
        """Return a match on it, now and then with a direction too few or too many."""
        count = len(parts_of(self.kind)) if self.kind != "list:set" else self.random.randint(1, 3)
        count += self.random.choices((0, 1, -1), (90, 5, 5))[0]
        directions = ",".join(self.random.choice(("src", "dst")) for _ in range(max(count, 1)))
        nomatch = " --return-nomatch" if self.random.random() < 0.15 else ""
        return f"-m set {negation(self.random)}--match-set {self.name} {directions}{nomatch}"

    def _options(self) -> str:
        family = f" family {_INET[self.family]}" if family_of(self.kind, 6) == 6 else ""
        ranges = {"bitmap:port": " range 0-65535", "list:set": ""}
        room = ranges.get(self.kind, f" range {_RANGE}") if self.kind[0] == "b" else ""
        netmask = ""
        if self.kind in _WITH_NETMASK and self.random.random() < 0.3:
            lengths = (26, 28) if room else _NETMASKS[self.family]
            netmask = f" netmask {self.random.choice(lengths)}"
        return family + room + netmask

    def _flags(self) -> str:
        flags = " nomatch" if takes_nomatch(self.kind) and self.random.random() < 0.3 else ""
        return flags + (" wildcard" if "iface" in self.kind and self.random.random() < 0.2 else "")

    @property
    def _of(self) -> int:
        return 4 if self.kind.startswith("bitmap:ip") else self.family

    def _part(self, part: str) -> str:
        match part:
            case "ip":
                return self._address()
            case "net":
                return f"{self._host()}/{self.random.choice(_LENGTHS[self.family])}"
            case "port":
                return self._port()
            case "iface":
                return self.random.choice((*SIDES, *SIDES, "lan", "dm", "eth9"))
            case "mac":
                return "02:00:00:00:00:01"
            case "set":
                return f"s{self.random.randrange(6)}"
        return str(self.random.randrange(4))

    def _host(self) -> str:
        network = NETWORKS[self._of]
        return self.random.choice((*network.everyone, *network.firewall))

    def _address(self) -> str:
        if self.kind.startswith("bitmap"):
            return f"192.0.2.{self.random.choice((1, 2, 10, 77))}"
        host = self._host()
        if self._of == 6 or self.random.random() < 0.7:
            return host
        return self.random.choice((f"{host}/30", f"{host}-{host[:-1]}9"))

    def _port(self) -> str:
        first, last = sorted(self.random.sample(PORTS, k=2))
        ports = self.random.choice((f"{first}", f"{last}", f"{first}-{min(last, first + 40)}"))
        if self.kind == "bitmap:port":
            return ports
        named = self.random.choice((f"tcp:{ports}", f"udp:{ports}", f"sctp:{ports}", ports))
        return self.random.choice((named, named, self.random.choice(_CODES[self.family])))


def kinds_in(firewall: Namespace) -> tuple[str, ...]:
    """Return the types of sets that the kernel here knows."""
    known = []
    for kind in KINDS:
        room = {"bitmap:port": "range 1-2"}.get(kind, f"range {_RANGE}" * kind.startswith("bitmap"))
        with suppress(RefusedError):
            firewall.run("ipset", "create", "trial", kind, *room.split())
            firewall.run("ipset", "destroy", "trial")
            known.append(kind)
    return tuple(known)


def some_sets(random: Random, family: int, kinds: tuple[str, ...], count: int) -> list[RandomSet]:
    """Return `count` sets, called `s0`, `s1` and so on, all but the first of random types."""
    chosen = ["hash:net", *random.choices(kinds, k=count - 1)]
    return [RandomSet(random, family, f"s{number}", kind) for number, kind in enumerate(chosen)]


def loaded(firewall: Namespace, sets: list[RandomSet]) -> str:
    """Make `sets` all that the kernel has, and return the lines that it took.

    Lines that ipset refuses are left out: an address of the wrong kind, a list in a list.
    """
    firewall.run("ipset", "flush")
    firewall.run("ipset", "destroy")
    lines = [line for one in sets for line in one.lines()]
    lines.sort(key=lambda line: line.startswith("add"))  # a list needs its members
    taken = []
    for line in lines:
        with suppress(RefusedError):
            firewall.run("ipset", "-exist", "restore", given=f"{line}\n")
            taken.append(line)
    return "\n".join(taken) + "\n"


def set_rules(random: Random, family: int, sets: list[RandomSet], count: int) -> str:
    """Return a ruleset of `count` rules that match `sets`."""
    fitting = [one for one in sets if family_of(one.kind, family) in (None, family)]
    lines = [
        GENERATED_BY[family],
        "*filter",
        *(f":{chain} {random.choice(('ACCEPT', 'DROP'))}" for chain in _CHAINS),
    ]
    for _ in range(count):
        matches = [one.match() for one in random.sample(fitting, k=random.choice((1, 1, 1, 2)))]
        matches += random.choices(([], ["-p tcp"], ["-p udp --dport 53"]), (70, 20, 10))[0]
        target = random.choice(("ACCEPT", "DROP", "DROP"))
        lines.append(f"-A {random.choice(_CHAINS)} {' '.join(matches)} -j {target}")
    return "\n".join([*lines, "COMMIT", ""])
