"""The benchmark of checking: a host with three roles of two rulesets, beside the parse of its file.

    python -m tools.bench.checking [--exports NAME ...] [--times N]

The exports are written by fwlint's own renderers from generated rules, the same in every run. All
is done in one process that has done it before: what is read once in a process, such as modules and
the rulesets themselves, does not count, and what is made anew for each file does.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from random import Random

from fwlint.config.load import load_config
from fwlint.dialects.reading import read_export
from fwlint.dialects.rendering import renderers
from fwlint.inputs import Input
from fwlint.lint import lint
from fwlint.model.addresses import EVERYWHERE, AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import ANY_PORT, ESTABLISHED, RELATED, Box
from fwlint.model.export import Direction
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.protocols import TCP, UDP
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span
from tools.bench.table import Table, seconds, times

EXPORTS = {
    "windows-netsh": ("windows-netsh", 500),
    "windows-hive": ("windows-hive", 400),
    "iptables": ("iptables", 500),
    "iptables, small": ("iptables", 9),
}
"""The dialect and the number of rules of each export."""

ROLES = ("configmgr/site-server", "configmgr/management-point", "lync/front-end-server")

_PORTS = (53, 80, 88, 135, 389, 443, 445, 1433, 3389, 5060, 5061, 5985, 8530)
"""What requirements ask for, and some that none does."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.bench.checking", description=__doc__)
    parser.add_argument("--exports", nargs="*", default=list(EXPORTS), choices=list(EXPORTS))
    parser.add_argument("--times", type=int, default=10, help="of so many runs the best counts")
    options = parser.parse_args()
    table = Table(
        "Checking a host with three roles of two rulesets, beside the parse of its file",
        ("export", "rules", "parse", "check", "÷ parse", "without roles", "÷ parse"),
    )
    for name in options.exports:
        data = written(*EXPORTS[name])
        parse, check, bare = _best(
            options.times,
            partial(read_export, "", data),
            partial(_check, data, ROLES),
            partial(_check, data, ()),
        )
        figures = (seconds(check), times(check / parse), seconds(bare), times(bare / parse))
        table.row(name, f"{EXPORTS[name][1]:,}", seconds(parse), *figures)


def _check(data: bytes, roles: tuple[str, ...]) -> None:
    config, _ = load_config(None, roles=roles)
    lint([Input("", data)], config)


def _best(runs: int, *work: Callable[[], object]) -> list[float]:
    """Return the least seconds of each piece of work, all of them taking turns."""
    best = [float("inf")] * len(work)
    for _ in range(runs):
        for index, one in enumerate(work):
            started = time.perf_counter()
            one()
            best[index] = min(best[index], time.perf_counter() - started)
    return best


def written(dialect: str, size: int) -> bytes:
    """Return an export in `dialect` with `size` rules, a third of them outbound."""
    renderer, random = renderers()[dialect], Random(size)
    rule = _windows_rule if dialect.startswith("windows") else _iptables_rule
    rules: dict[str, list[Rule]] = {
        renderer.policy(direction): [] for direction in (Direction.IN, Direction.OUT)
    }
    for number in range(size):
        direction = Direction.IN if number % 3 else Direction.OUT
        rules[renderer.policy(direction)].append(rule(random, number, direction))
    return renderer.export(
        {name: Policy(name, tuple(some), Action.DENY, "", Span("")) for name, some in rules.items()}
    )


def _windows_rule(random: Random, number: int, direction: Direction) -> Rule:
    """Return a rule that is usually for one program and any peer; many are disabled."""
    bound = random.random() < 0.8
    box = _box(random, direction, EVERYWHERE if random.random() < 0.8 else _network(random))
    if bound and random.random() < 0.4:
        box = box._replace(destination_port=ANY_PORT)
    return replace(
        _accepting(number, box),
        conditions=(rf"program C:\Program Files\Vendor {number}\service.exe",) if bound else (),
        enabled=random.random() < 0.6,
        notes=(("group", f"Group {number // 5}"),) if bound else (),
    )


def _iptables_rule(random: Random, number: int, direction: Direction) -> Rule:
    """Return a rule for a network, or, as the first of each chain, one for all replies."""
    if number < 2:
        return _accepting(number, Box(4, state=BitSet.of((ESTABLISHED, RELATED))))
    return _accepting(number, _box(random, direction, _network(random)))


def _accepting(number: int, box: Box) -> Rule:
    return Rule(PacketSet((box,)), Action.ACCEPT, Span(""), "", name=f"rule {number}")


def _box(random: Random, direction: Direction, peers: AddressSet) -> Box:
    """Return the packets of one service between this host and `peers`."""
    port = random.choice((*_PORTS, random.randrange(1024, 65536)))
    box = Box(
        4,
        protocol=BitSet.of((random.choice((TCP, TCP, UDP)),)),
        destination_port=IntervalSet(((port, port + 1),)),
    )
    if direction is Direction.IN:
        return box._replace(source=peers)
    return box._replace(destination=peers)


def _network(random: Random) -> AddressSet:
    """Return a host, a small network or a large one of the site."""
    return AddressSet.wildcard(
        10 << 24 | random.getrandbits(24), random.choice((0, 0xFF, 0xFFFF)), 4
    )


if __name__ == "__main__":
    main()
