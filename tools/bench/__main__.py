"""The benchmark of the search for dead rules: this engine and others, side by side in one run.

    python -m tools.bench [--sizes N ...] [--families NAME ...] [--oxidd N] [--peers N] [--limit S]

Rulesets are generated (`families`), the same in every run. Each figure comes from a process of its
own; memory is that of the whole process at its largest, with Python and the ruleset in it.
"""

from __future__ import annotations

import argparse
import os
import platform

from tools.bench.engines import QUERIES
from tools.bench.families import FAMILIES
from tools.bench.measure import Measured, measured
from tools.bench.table import Table, megabytes, seconds, times

Found = dict[tuple[str, int], Measured]
_NONE = "–"
_OXIDD_HEADS = ("oxidd (a)", "time", "memory", "oxidd (p)", "time", "memory")


def main() -> None:
    options = _options()
    print(
        f"{platform.python_implementation()} {platform.python_version()},"
        f" {platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    )
    found = beside_oxidd(options)
    growth(options, found)
    other_questions(options, found)
    beside_linters(options)


def beside_oxidd(options: argparse.Namespace) -> Found:
    """Print this engine's figures beside those of BDDs, and return the former."""
    table = Table(
        "Dead rules, exactly: this engine, and binary decision diagrams of oxidd, whose variables"
        "\nstand in the usual order, addresses first (a), and in one that suits ports (p)",
        ("family", "rules", "dead", "fwlint", "memory", *_OXIDD_HEADS),
    )
    found = {}
    for family in options.families:
        for size in options.sizes:
            mine = found[family, size] = measured("dead", family, size, options.limit)
            row = [f"{size:,}", f"{mine.found:,}", _time(mine), _memory(mine)]
            for order in ("addresses", "ports"):
                if size > options.oxidd:
                    row += [_NONE] * 3
                    continue
                other = measured(f"oxidd, {order} first", family, size, options.limit)
                row += [_time(other), *_ratios(other, mine)]
                if not other.cannot and other.found != mine.found:
                    row[1] = f"{mine.found:,} ≠ {other.found:,}"
            table.row(family, *row)
    return found


def growth(options: argparse.Namespace, found: Found) -> None:
    """Print how time and memory grow from each size to the next."""
    steps = list(zip(options.sizes, options.sizes[1:], strict=False))
    heads = [f"{small:,} → {large:,}" for small, large in steps]
    table = Table(
        "How it grows: time, and what the search needs beside Python and the ruleset",
        ("family", *heads, "given up", "ruleset", "search"),
    )
    for family in options.families:
        last = found[family, options.sizes[-1]]
        ratios = [_ratio(found[family, large], found[family, small]) for small, large in steps]
        rest = (f"{last.undecided:,}", megabytes(last.rules), megabytes(last.peak - last.rules))
        table.row(family, *ratios, *rest)


def other_questions(options: argparse.Namespace, found: Found) -> None:
    """Print the times of the other questions, at the largest size."""
    size = options.sizes[-1]
    table = Table(
        f"Other questions on {size:,} rules, and what was given up of each",
        ("family", "dead", "needless", "given up", f"{QUERIES} verdicts", "given up"),
    )
    for family in options.families:
        needless = measured("needless", family, size, options.limit)
        verdicts = measured("decide", family, size, options.limit)
        row = [_time(found[family, size])]
        for one in (needless, verdicts):
            row += [_time(one), _NONE if one.cannot else f"{one.undecided:,}"]
        table.row(family, *row)


def beside_linters(options: argparse.Namespace) -> None:
    """Print this engine's figures beside those of tools that compare rules two by two."""
    if not options.peers:
        return
    table = Table(
        f"Beside tools that compare rules two by two, on {options.peers:,} rules",
        ("family", "fwlint", "found", "cisco-acl", "found", "time", "aerleon", "found", "time"),
    )
    notes = []
    for family in options.families:
        mine = measured("dead", family, options.peers, options.limit)
        row = [_time(mine), f"{mine.found:,}"]
        for name in ("cisco-acl", "aerleon"):
            other = measured(name, family, options.peers, options.limit)
            if other.cannot:
                notes.append(f"{name}, {family}: {other.cannot}")
                row += [_NONE] * 3
            else:
                row += [_time(other), f"{other.found:,}", _ratio(other, mine)]
        table.row(family, *row)
    print("", *notes, sep="\n")


def _ratios(other: Measured, mine: Measured) -> tuple[str, str]:
    if other.cannot or mine.cannot:
        return _NONE, _NONE
    return _ratio(other, mine), times(other.peak / mine.peak)


def _ratio(one: Measured, other: Measured) -> str:
    return _NONE if one.cannot or other.cannot else times(one.seconds / other.seconds)


def _time(one: Measured) -> str:
    return one.cannot or seconds(one.seconds)


def _memory(one: Measured) -> str:
    return _NONE if one.cannot else megabytes(one.peak)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.bench")
    add = parser.add_argument
    add("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000], metavar="N")
    add("--families", nargs="+", default=list(FAMILIES), choices=list(FAMILIES), metavar="NAME")
    add("--oxidd", type=int, default=10_000, metavar="N", help="the most rules to give to oxidd")
    add("--peers", type=int, default=1_000, metavar="N", help="how many rules to give to others")
    add("--limit", type=float, default=60, metavar="S", help="seconds after which one is stopped")
    return parser.parse_args()


if __name__ == "__main__":
    main()
