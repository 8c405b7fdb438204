"""Wildcards that free bits of their own address, found in the entries' words.

Packets no longer tell: to them, `10.1.1.7 0.0.0.255` is the same as `10.1.1.0 0.0.0.255`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address

from lark import Token, Tree
from lark.exceptions import UnexpectedInput

from fwlint.dialects.cisco_ios.entry import parse_entry
from fwlint.dialects.cisco_ios.words import MeaninglessError, ipv4_address, words
from fwlint.model.addresses import AddressSet
from fwlint.model.describe import networks
from fwlint.model.export import Export
from fwlint.model.policy import Policy
from fwlint.model.rule import Rule
from fwlint.model.source import Span

_ALL_BITS = 0xFFFFFFFF
_ADDRESS = r"\d+\.\d+\.\d+\.\d+"
_WITH_WILDCARD = re.compile(rf"{_ADDRESS}(?:,\s+wildcard\s+bits)?\s+{_ADDRESS}")
"""What may hold a wildcard; whether it does is the grammar's to say."""


@dataclass(frozen=True, slots=True)
class Astray:
    """A wildcard of `rule` that frees bits which are set in its address; `span` is its place."""

    policy: Policy
    rule: Rule
    span: Span
    address: int
    free: int

    @property
    def is_netmask(self) -> bool:
        """Whether the free bits are all before the fixed ones, as in a network mask."""
        fixed = ~self.free & _ALL_BITS
        return fixed != 0 and not fixed & (fixed + 1)

    @property
    def matched(self) -> str:
        """The addresses that it matches."""
        return networks(AddressSet.wildcard(self.address, self.free, 4), 4)[0]

    def __str__(self) -> str:
        return f"{IPv4Address(self.address)} {IPv4Address(self.free)}"


@lru_cache(maxsize=1)
def astray_wildcards(export: Export) -> tuple[Astray, ...]:
    """Return the wildcards that free bits of their own address, in the order of the lists."""
    return tuple(
        one
        for policy in export.policies.values()
        for rule in policy.rules
        for one in _in_rule(policy, rule)
    )


def _in_rule(policy: Policy, rule: Rule) -> Iterator[Astray]:
    if not _WITH_WILDCARD.search(rule.text):
        return
    for part in _wildcards(rule.text):
        said = words(part)
        try:
            address, free = ipv4_address(said[0]), ipv4_address(said[1])
        except MeaninglessError:  # which the reading of the list has noted
            continue
        if address & free:
            column = rule.span.column + (said[0].column or 1) - 1
            yield Astray(policy, rule, Span(rule.span.path, rule.span.line, column), address, free)


def _wildcards(text: str) -> Iterator[Tree[Token]]:
    """Yield the wildcards of an entry, by the rule of the grammar that reads it; none may."""
    for start in ("extended_entry", "standard_entry"):
        try:
            yield from parse_entry(text, start).find_data("wildcard")
        except UnexpectedInput:
            continue
        return
