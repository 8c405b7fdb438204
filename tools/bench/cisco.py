"""The benchmark of reading Cisco configurations, beside those who read them, too.

    python -m tools.bench.cisco [--families NAME ...] [--entries N] [--slice N] [--lines N]

Each family is written as one extended access list. cisco-acl builds objects of the entries, as
fwlint does; it gets a slice that it can finish, and its time is taken to grow with the length.
ciscoconfparse2 reads the whole list, and makes nothing of its entries. It is under the GPL, and
installed for this benchmark alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from importlib import import_module
from itertools import count, islice
from resource import RUSAGE_SELF, getrusage
from time import process_time

from fwlint.config.site import Config
from fwlint.dialects.cisco.asa import DIALECT as ASA
from fwlint.dialects.cisco.ios import DIALECT as IOS
from fwlint.dialects.rendering import renderers
from fwlint.dialects.source import Source, read_source
from fwlint.inputs import Input
from fwlint.lint import lint
from tools.bench.families import FAMILIES, ruleset
from tools.bench.table import Table, megabytes, seconds, times
from tools.bench.words import UnsayableError, cisco_list

_IOS_LINES = """interface GigabitEthernet0/{n}
 description uplink {n}
 ip address 10.1.{n}.1 255.255.255.0
 no shutdown
!
router ospf {n}
 network 10.1.{n}.0 0.0.0.255 area 0
!"""
_ASA_LINES = """username user{n} password secret{n} privilege 1
username user{n} attributes
 vpn-tunnel-protocol ikev2
!
tunnel-group peer{n} type ipsec-l2l
tunnel-group peer{n} ipsec-attributes
 ikev2 remote-authentication pre-shared-key key{n}
!"""
"""What stands beside the entries; above 255 the addresses are none, which is no matter here."""


def main() -> None:
    options = _options()
    reading(options.families, options.entries, options.slice)
    passing_over(options.lines)


def reading(families: list[str], entries: int, part: int) -> None:
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
            "ciscoconfparse2",
            "/ parse",
            "check",
            "/ parse",
            "memory",
        ),
    )
    for family in families:
        try:
            text = cisco_list(ruleset(family, entries).policy)
        except UnsayableError:
            continue
        source = read_source("generated", text.encode())
        splitting, parsing = _timed(partial(_split, source)), _timed(partial(IOS.parse, source))
        sliced = "\n".join(source.lines[: part + 1])
        peer = _peer("cisco_acl", "Acl", sliced) * entries / part
        other = _peer("ciscoconfparse2", "CiscoConfParse", list(source.lines))
        data = [Input("generated", text.encode())]
        checking = _timed(partial(lint, data, Config(), IOS))
        table.row(
            family,
            seconds(splitting),
            seconds(parsing),
            times(parsing / splitting),
            seconds(peer) if peer else "–",
            times(peer / parsing) if peer else "–",
            seconds(other) if other else "–",
            times(other / parsing) if other else "–",
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
    policy = ruleset("sparse", 500).policy
    asa = renderers()["cisco-asa"].export({"GENERATED": policy}).decode()
    for name, dialect, other, entries, binding in (
        ("IOS", IOS, _IOS_LINES, cisco_list(policy), ""),
        ("IOS, list bound", IOS, _IOS_LINES, cisco_list(policy), " ip access-group GENERATED in"),
        ("ASA", ASA, _ASA_LINES, asa, ""),
        ("ASA, list bound", ASA, _ASA_LINES, asa, "access-group GENERATED in interface outside"),
    ):
        others = (line for n in count(1) for line in other.format(n=n).splitlines())
        first = ["interface GigabitEthernet0/0", binding] if dialect is IOS else [binding]
        said = [*first, *entries.splitlines()]
        source = read_source(name, "\n".join([*said, *islice(others, lines - len(said))]).encode())
        splitting = _timed(partial(_split, source))
        recognising = _timed(partial(dialect.recognises, source))
        parsing = _timed(partial(dialect.parse, source))
        figures = seconds(splitting), seconds(recognising), seconds(parsing)
        table.row(name, *figures, times(parsing / splitting))


def _split(source: Source) -> None:
    for line in source.lines:
        line.split()


def _peer(module: str, reader: str, config: object) -> float:
    """Return how long a peer reads `config`, or 0 where it is not installed."""
    try:
        read = getattr(import_module(module), reader)
    except ImportError:
        return 0.0
    return _timed(partial(read, config))


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
    add("--families", nargs="+", default=list(FAMILIES), choices=list(FAMILIES), metavar="NAME")
    add("--entries", type=int, default=100_000, metavar="N")
    add("--slice", type=int, default=1_000, metavar="N", help="how many entries to give to peers")
    add("--lines", type=int, default=50_000, metavar="N")
    return parser.parse_args()


if __name__ == "__main__":
    main()
