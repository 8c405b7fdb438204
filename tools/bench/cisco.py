"""The benchmark of reading Cisco configurations, beside those who read them, too.

    python -m tools.bench.cisco [--entries N] [--slice N] [--lines N]

Each family is written as one extended access list. Peers get a slice that they can finish, and
their time is taken to grow with its length.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from itertools import cycle, islice
from resource import RUSAGE_SELF, getrusage
from time import process_time

from fwlint.config.site import Config
from fwlint.dialects.cisco.ios import DIALECT
from fwlint.dialects.source import Source, read_source
from fwlint.inputs import Input
from fwlint.lint import lint
from tools.bench.families import FAMILIES, ruleset
from tools.bench.table import Table, megabytes, seconds, times
from tools.bench.words import UnsayableError, cisco_list

_INTERFACE = """interface GigabitEthernet0/{n}
 description uplink {n}
 ip address 10.{n}.0.1 255.255.255.0
 no shutdown
!
router ospf {n}
 network 10.{n}.0.0 0.0.0.255 area 0
!"""


def main() -> None:
    options = _options()
    reading(options.entries, options.slice)
    passing_over(options.lines)


def reading(entries: int, part: int) -> None:
    """Print how long a list is read and linted, and what a peer needs to read it."""
    table = Table(
        f"Reading an access list of {entries:,} entries; cisco-acl by {part:,} of them",
        (
            "family",
            "split",
            "parse",
            "/ split",
            "cisco-acl",
            "/ parse",
            "check",
            "/ parse",
            "memory",
        ),
    )
    for family in FAMILIES:
        try:
            text = cisco_list(ruleset(family, entries).policy)
        except UnsayableError:
            continue
        source = read_source("generated", text.encode())
        splitting, parsing = _timed(partial(_split, source)), _timed(partial(_parse, source))
        peer = _cisco_acl("\n".join(source.lines[: part + 1])) * entries / part
        data = [Input("generated", text.encode())]
        checking = _timed(partial(lint, data, Config(), DIALECT))
        table.row(
            family,
            seconds(splitting),
            seconds(parsing),
            times(parsing / splitting),
            seconds(peer) if peer else "–",
            times(peer / parsing) if peer else "–",
            seconds(checking),
            times(checking / parsing),
            megabytes(getrusage(RUSAGE_SELF).ru_maxrss / 1024),
        )


def passing_over(lines: int) -> None:
    """Print how long a running configuration takes that has 500 entries in all its lines."""
    table = Table(
        f"Reading a running configuration of {lines:,} lines, 500 of them entries",
        ("", "split", "recognise", "parse", "/ split"),
    )
    entries = cisco_list(ruleset("sparse", 500).policy).splitlines()
    others = (line for n in cycle(range(250)) for line in _INTERFACE.format(n=n).splitlines())
    text = "\n".join([*islice(others, lines - len(entries)), *entries])
    source = read_source("generated", text.encode())
    splitting, parsing = _timed(partial(_split, source)), _timed(partial(_parse, source))
    recognising = _timed(lambda: DIALECT.recognises(source))
    figures = seconds(splitting), seconds(recognising), seconds(parsing)
    table.row("running-config", *figures, times(parsing / splitting))


def _split(source: Source) -> None:
    for line in source.lines:
        line.split()


def _parse(source: Source) -> None:
    DIALECT.parse(source)


def _cisco_acl(text: str) -> float:
    """Return how long cisco-acl reads `text`, or 0 where it is not installed."""
    try:
        from cisco_acl import Acl
    except ImportError:
        return 0.0
    return _timed(partial(Acl, text))


def _timed(work: Callable[[], object]) -> float:
    """Return the best of three."""
    found = []
    for _ in range(3):
        start = process_time()
        work()
        found.append(process_time() - start)
    return min(found)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.bench.cisco")
    add = parser.add_argument
    add("--entries", type=int, default=100_000, metavar="N")
    add("--slice", type=int, default=1_000, metavar="N", help="how many entries to give to peers")
    add("--lines", type=int, default=50_000, metavar="N")
    return parser.parse_args()


if __name__ == "__main__":
    main()
