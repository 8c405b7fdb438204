"""The words of a line that stand for numbers and addresses."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import AddressValueError, IPv4Address, IPv6Network, NetmaskValueError

from lark import Token, Tree

from fwlint.model.addresses import EVERYWHERE, AddressSet


class MeaninglessError(Exception):
    """Something that the grammar takes, or never sees, and that fwlint gives no meaning.

    `column` is where it stands.
    """

    def __init__(self, message: str, column: int | None) -> None:
        super().__init__(message)
        self.column = column or 1


def inner(part: Tree[Token]) -> Tree[Token]:
    """Return the one tree right under `part`."""
    (child,) = part.children
    assert isinstance(child, Tree)
    return child


def words(part: Tree[Token]) -> list[Token]:
    """Return the tokens right under `part`."""
    return [child for child in part.children if isinstance(child, Token)]


def phrase(part: Tree[Token]) -> str:
    """Return the tokens right under `part` as the configuration says them."""
    return " ".join(words(part))


def number(word: Token, highest: int, names: Mapping[str, int], what: str) -> int:
    """Return the value of a name or a number up to `highest`; raises MeaninglessError."""
    if word in names:
        return names[word]
    if word.isdecimal() and int(word) <= highest:
        return int(word)
    raise MeaninglessError(f"IOS has no {what} {str(word)!r}", word.column)


def ipv4_address(word: Token) -> int:
    """Return an IPv4 address as a number; raises MeaninglessError."""
    try:
        return int(IPv4Address(str(word)))
    except AddressValueError:
        raise MeaninglessError(f"{str(word)!r} is no IPv4 address", word.column) from None


def ipv6_network(word: Token) -> AddressSet:
    """Return the addresses of an IPv6 prefix, or a lone address; raises MeaninglessError."""
    try:
        return AddressSet.network(IPv6Network(str(word), strict=False))
    except (AddressValueError, NetmaskValueError):
        what = f"{str(word)!r} is no IPv6 address or prefix"
        raise MeaninglessError(what, word.column) from None


def address_set(part: Tree[Token]) -> AddressSet:
    """Return the addresses that `any`, `host A`, `A`, `A WILDCARD` or `X/len` stands for.

    A wildcard's set bits are free, in any pattern, and the address's bits under them say nothing.
    """
    said = words(part)
    match part.data:
        case "any":
            return EVERYWHERE
        case "host":
            return AddressSet.wildcard(ipv4_address(said[0]), 0, 4)
        case "wildcard":
            found = AddressSet.wildcard(ipv4_address(said[0]), ipv4_address(said[1]), 4)
        case _:
            found = ipv6_network(said[0])
    return AddressSet.union((found,))  # which knows what is everywhere
