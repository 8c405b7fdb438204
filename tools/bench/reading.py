"""The benchmark of reading: exports of many rules, beside the least that one could do with them.

    python -m tools.bench.reading [--exports NAME ...] [--limit S]

The exports are written by fwlint's own renderers from generated rules with nearly unique addresses,
the same in every run. Each figure is the least of several, each from a process of its own.
"""

from __future__ import annotations

import argparse
import multiprocessing
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from unittest.mock import patch

from lark import Lark, Token, Transformer

from fwlint.config.site import Config
from fwlint.dialects.reading import read_export
from fwlint.dialects.rendering import renderers
from fwlint.inputs import Input
from fwlint.lint import lint
from fwlint.model.addresses import AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import Box
from fwlint.model.export import Direction
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.protocols import TCP, UDP
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span
from fwlint.resources import folder
from tools.bench.kube_proxy import kube_proxy
from tools.bench.measure import peak_megabytes
from tools.bench.table import Table, megabytes, seconds, times

EXPORTS = {
    "windows-netsh": 20_000,
    "windows-hive": 5_000,
    "iptables": 100_000,
    "iptables, kube-proxy": 29_000,
}
"""How many rules each export has; one of a tenth shows how the time grows."""


_TIMES = 3
"""How many times each figure is taken; the least counts, for a machine has other things to do."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.bench.reading", description=__doc__)
    parser.add_argument("--exports", nargs="*", default=list(EXPORTS), choices=list(EXPORTS))
    parser.add_argument("--limit", type=float, default=300, help="seconds for one figure")
    options = parser.parse_args()
    table = Table(
        "Reading and linting a whole export, beside splitting each of its lines",
        ("export", "rules", "lines", "split", "parse", "÷ split", "10 × rules", "lint", "memory"),
    )
    for name in options.exports:
        _row(table, name, EXPORTS[name], options.limit)
    for name in ("iptables", "iptables, kube-proxy"):
        if name in options.exports:
            _beside_the_grammar(name, EXPORTS[name], options.limit)
            if shutil.which("iptables-restore"):
                _beside_iptables_restore(name, EXPORTS[name], options.limit)


def _row(table: Table, name: str, size: int, limit: float) -> None:
    data, tenth = written(name, size), written(name, size // 10)
    lines = _lines(name, data)
    split = _best(lambda: _split(lines))
    parsed = _timed(_parse, name, data, limit)
    small = _timed(_parse, name, tenth, limit)
    linted = _timed(_lint, name, data, limit)
    table.row(
        name,
        f"{size:,}",
        f"{len(lines):,}",
        seconds(split),
        seconds(parsed[0]),
        times(parsed[0] / split),
        times(parsed[0] / small[0]),
        seconds(linted[0]),
        megabytes(linted[1]),
    )


def _split(lines: list[str]) -> None:
    for line in lines:
        line.split()


def _lines(name: str, data: bytes) -> list[str]:
    """Return the lines of a text, or in their place the parts of the strings that a hive holds."""
    if name == "windows-hive":
        return data.decode("utf-16-le", "replace").split("|")
    return data.decode().split("\n")


def _beside_the_grammar(name: str, size: int, limit: float) -> None:
    data, part = written(name, size), written(name, size // 20)
    mine = _timed(_parse, name, data, limit)[0] / len(_lines(name, data))
    grammar = _timed(_parse_without_shapes, name, part, limit)[0] / len(_lines(name, part))
    plain = _timed(_parse_by_plain_lark, name, part, limit)[0] / len(_lines(name, part))
    print(f"\n{name}: every line by the grammar ÷ parse, by line: {times(grammar / mine)}")
    print(f"{name}: Lark alone, with an inlined transformer ÷ parse: {times(plain / mine)}")


def _parse_without_shapes(name: str, data: bytes) -> None:
    from fwlint.dialects.iptables.shapes import Shapes

    with patch.object(Shapes, "take", return_value=[]), patch.object(Shapes, "learn"):
        read_export(name, data)


def _parse_by_plain_lark(_name: str, data: bytes) -> None:
    """Make tuples of options out of all lines, and no model."""
    from fwlint.dialects.iptables.getopt import Getopt

    for line in data.decode().splitlines():
        if line and not line.startswith("#"):
            getopt, session = Getopt(4), _plain_lark().parse_interactive(line)
            for token in session.iter_parse():
                getopt.read(token)
            session.feed_token(Token("$END", ""))


@cache
def _plain_lark() -> Lark:
    class Tuples(Transformer[Token, object]):
        def command(self, children: list[object]) -> tuple[object, ...]:
            return tuple(children)

    path = folder("grammars") / "iptables_save.lark"
    return Lark(
        path.read_text(encoding="utf-8"),
        parser="lalr",
        import_paths=[str(path.parent)],
        maybe_placeholders=False,
        transformer=Tuples(),
    )


def _beside_iptables_restore(name: str, size: int, limit: float) -> None:
    data = written(name, size)
    mine = _timed(_lint, name, data, limit)[0]
    with tempfile.NamedTemporaryFile(suffix=".rules") as file:
        Path(file.name).write_bytes(data)
        command = ["unshare", "-rn", "iptables-restore", "--test", file.name]
        theirs = _best(lambda: subprocess.run(command, check=True, capture_output=True), _TIMES)
    print(f"{name}: fwlint check ÷ iptables-restore --test, {size:,} rules: {times(mine / theirs)}")


def written(name: str, size: int) -> bytes:
    """Return an export with `size` inbound rules in the dialect `name`."""
    if name == "iptables, kube-proxy":
        return kube_proxy(size)
    renderer = renderers()[name]
    random = Random(size)
    policies = {}
    for direction in (Direction.IN, Direction.OUT):
        policy = renderer.policy(direction)
        rules = [
            _rule(random, number) for number in range(size if direction is Direction.IN else 0)
        ]
        policies[policy] = Policy(policy, tuple(rules), Action.DENY, "", Span(""))
    return renderer.export(policies)


def _rule(random: Random, number: int) -> Rule:
    port = random.choice((22, 80, 443, 1433, 3389, 5061, random.randrange(1024, 65536)))
    box = Box(
        4,
        protocol=BitSet.of((random.choice((TCP, TCP, UDP)),)),
        source=AddressSet.wildcard(random.getrandbits(32), random.choice((0, 0xFF)), 4),
        destination=AddressSet.wildcard(random.getrandbits(32), 0, 4),
        destination_port=IntervalSet(((port, port + 1),)),
    )
    return Rule(PacketSet((box,)), Action.ACCEPT, Span(""), "", name=f"rule {number}")


def _parse(name: str, data: bytes) -> None:
    read_export(name, data)


def _lint(name: str, data: bytes) -> None:
    lint([Input(name, data)], Config())


def _timed(
    work: Callable[[str, bytes], None], name: str, data: bytes, limit: float
) -> tuple[float, float]:
    """Return the least seconds of `work`, each time in a new process, and the megabytes of it."""
    return min(_timed_once(work, name, data, limit) for _ in range(_TIMES))


def _timed_once(
    work: Callable[[str, bytes], None], name: str, data: bytes, limit: float
) -> tuple[float, float]:
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(work, name, data, sender))
    process.start()
    found: tuple[float, float] = receiver.recv() if receiver.poll(limit) else (float("nan"), 0.0)
    process.kill()
    return found


def _work(work: Callable[[str, bytes], None], name: str, data: bytes, sender: Connection) -> None:
    work(name, written(name, 10))
    started = time.perf_counter()
    work(name, data)
    took = time.perf_counter() - started
    sender.send((took, peak_megabytes()))


def _best(work: Callable[[], object], times_over: int = 5) -> float:
    best = float("inf")
    for _ in range(times_over):
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return best


if __name__ == "__main__":
    main()
