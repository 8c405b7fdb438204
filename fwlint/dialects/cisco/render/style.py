"""How a platform writes what several of them can say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fwlint.dialects.cisco.platform import Kind, Platform


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """A platform's way of writing: the headers of its lists and their kinds, by family.

    `prefixes` is whether IPv4 networks are written as `10.0.0.0/8`, `port_lists` how many ports one
    `eq` takes, `signed_flags` whether there is `match-all +ack -syn`.
    """

    platform: Platform
    headers: Mapping[int, str]
    kinds: Mapping[int, Kind]
    prefixes: bool
    port_lists: int
    signed_flags: bool
