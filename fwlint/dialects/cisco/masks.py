"""Masks that free bits of their own address, found in the entries' words.

Packets no longer tell: to them, `10.1.1.7 0.0.0.255` is the same as `10.1.1.0 0.0.0.255`. What a
platform writes behind an address is a wildcard, whose set bits are free, or a network mask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from ipaddress import IPv4Address
from typing import TYPE_CHECKING

from lark.exceptions import UnexpectedInput

from fwlint.dialects.cisco.addresses import ipv4_address
from fwlint.dialects.cisco.export import CiscoExport
from fwlint.dialects.cisco.platform import Platform
from fwlint.dialects.cisco.words import MeaninglessError, parse, words
from fwlint.model.addresses import AddressSet
from fwlint.model.describe import networks
from fwlint.model.policy import Policy
from fwlint.model.remembered import remembered
from fwlint.model.rule import Rule
from fwlint.model.source import Span

if TYPE_CHECKING:
    from lark import Token, Tree

_ALL_BITS = 0xFFFFFFFF
_ADDRESS = r"(\d+\.\d+\.\d+\.\d+)"
_WITH_MASK = re.compile(rf"(?<![\d.])(?<!host ){_ADDRESS}(?:,\s+wildcard\s+bits)?\s+{_ADDRESS}")
"""What may be an address and its mask; whether it is one is the grammar's to say."""
_QUAD = re.compile(_ADDRESS)
_NUMBER = re.compile(r"\d+")

Places = list[tuple[int, int]]
"""Addresses, each with its mask, by their numbers among the dotted words of a line."""


@dataclass(frozen=True, slots=True)
class Astray:
    """A mask of `rule` that frees bits which are set in its address.

    `span` is its place, and `mask` what is written there. `free` holds the bits that it frees.
    """

    policy: Policy
    rule: Rule
    span: Span
    address: int
    mask: int
    free: int

    @property
    def is_reversed(self) -> bool:
        """Whether the free bits are all before the fixed ones, as in a mask of the other kind."""
        fixed = ~self.free & _ALL_BITS
        return fixed != 0 and not fixed & (fixed + 1)

    @property
    def matched(self) -> str:
        """The addresses that it matches."""
        return networks(AddressSet.wildcard(self.address, self.free, 4), 4)[0]

    def __str__(self) -> str:
        return f"{IPv4Address(self.address)} {IPv4Address(self.mask)}"


@remembered
def astray_masks(export: CiscoExport) -> tuple[Astray, ...]:
    """Return the masks that free bits of their own address, in the order of the lists."""
    platform = export.inventory.platform
    turn = _ALL_BITS if platform.mask == "netmask" else 0
    places: dict[str, Places] = {}  # of entries that differ in numbers only
    found: list[Astray] = []
    for policy in export.policies.values():
        for rule in policy.rules:
            if _may_be_astray(rule.text, turn):
                shape = _NUMBER.sub("0", rule.text)
                if shape not in places:
                    places[shape] = _places(rule.text, platform)
                found += _in_rule(policy, rule, places[shape], turn)
    return tuple(found)


def _may_be_astray(text: str, turn: int) -> bool:
    """Return whether an entry may hold such a mask: most do not, and are not parsed again."""
    for address, mask in _WITH_MASK.findall(text):
        try:
            if ipv4_address(address) & (ipv4_address(mask) ^ turn):
                return True
        except MeaninglessError:  # which the reading of the list has noted
            continue
    return False


def _in_rule(policy: Policy, rule: Rule, places: Places, turn: int) -> Iterator[Astray]:
    quads = list(_QUAD.finditer(rule.text))
    for first, second in places:
        try:
            address, mask = ipv4_address(quads[first][0]), ipv4_address(quads[second][0])
        except MeaninglessError:
            continue
        free = mask ^ turn
        if address & free:
            span = replace(rule.span, column=rule.span.column + quads[first].start())
            yield Astray(policy, rule, span, address, mask, free)


def _places(text: str, platform: Platform) -> Places:
    """Return which of the dotted words of an entry are addresses and their masks."""
    columns = {quad.start() + 1: place for place, quad in enumerate(_QUAD.finditer(text))}
    pairs = [
        [columns.get(word.column or 1) for word in words(p)[:2]] for p in _masked(text, platform)
    ]
    return [(one, other) for one, other in pairs if one is not None and other is not None]


def _masked(text: str, platform: Platform) -> Iterator[Tree[Token]]:
    """Yield the addresses with masks of an entry, by the rule of the grammar that reads it."""
    for kind in platform.kinds.values():
        if kind.family == 4:
            try:
                yield from parse(platform, kind.start, text).find_data(platform.mask)
            except UnexpectedInput:
                continue
            return
