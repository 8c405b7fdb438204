"""Port lists, with numbers or with the names of services."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from fwlint.dialects.netfilter.number import number_of_any_base
from fwlint.model.intervals import IntervalSet

_TABLE = Path(__file__).with_name("services.tsv")


@lru_cache(maxsize=8192)
def ports(
    text: str, number: Callable[[str, int, str], int] = number_of_any_base
) -> IntervalSet[int] | None:
    """Return the ports of a comma list of ports and ranges `a:b`, either end of which may miss.

    A reversed range holds none. Returns None where the list has a service that only the system's
    own /etc/services may know. `number` reads a number, and raises ValueError for what is no port.
    """
    spans = []
    for part in text.split(","):
        first, colon, last = part.partition(":")
        low = _port(first or "0", number)
        high = _port(last or "65535", number) if colon else low
        if low is None or high is None:
            return None
        spans.append((low, high + 1))
    return IntervalSet.union(spans)


def _port(text: str, number: Callable[[str, int, str], int]) -> int | None:
    return number(text, 65535, "port") if text[0].isdecimal() else _services().get(text)


@cache
def _services() -> Mapping[str, int]:
    """Return the services whose name means one port everywhere, by IANA's registry of names.

    The table has those of them, and of their aliases, that an /etc/services usually lists.
    """
    rows = _TABLE.read_text(encoding="utf-8").splitlines()[1:]
    fields = (row.split("\t") for row in rows)
    return {name: int(port) for port, names in fields for name in names.split()}
