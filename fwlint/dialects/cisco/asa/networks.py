"""Addresses of both families: what the operands of an entry and the members of groups stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from fwlint.dialects.cisco.addresses import FORMS, ipv4_address
from fwlint.dialects.cisco.asa.lines import Part
from fwlint.dialects.cisco.words import MeaninglessError, column
from fwlint.model.addresses import BITS, EVERYWHERE, AddressSet

NOWHERE = AddressSet()
_ALL = (1 << BITS[4]) - 1
_FORMS_OF_IPV6 = frozenset(("host6", "prefix", "address_range6"))
_LABELLED = {"named_host": "host", "named_network": "netmask", "named_range": "address_range"}


class Networks(NamedTuple):
    """Addresses of each family; under a condition they are all that it may come to."""

    ipv4: AddressSet
    ipv6: AddressSet
    condition: str = ""

    def of(self, family: int) -> AddressSet:
        """Return the addresses of a family."""
        return self.ipv4 if family == 4 else self.ipv6


ANYWHERE = Networks(EVERYWHERE, EVERYWHERE)

_ANY = {
    "any": ANYWHERE,
    "any4": Networks(EVERYWHERE, NOWHERE),
    "any6": Networks(NOWHERE, EVERYWHERE),
}


def union(networks: Iterable[Networks]) -> Networks:
    """Return all of the addresses of `networks`, without their conditions."""
    found = tuple(networks)
    if len(found) == 1:
        return found[0]
    return Networks(
        AddressSet.union(one.ipv4 for one in found), AddressSet.union(one.ipv6 for one in found)
    )


def networks(part: Part, labels: Mapping[str, str]) -> Networks:
    """Return what a form of address stands for; raises MeaninglessError.

    `labels` holds the addresses of the table of names.
    """
    form, words = part
    if form in _ANY:
        return _ANY[form]
    if form == "fqdn":
        return _fully_qualified(words)
    if form in _LABELLED:
        form = _LABELLED[form]
        words = tuple(_unlabelled(word, labels) for word in words)
    if form == "netmask":
        _refuse_wildcard(words[0], words[1])
    found = FORMS[form](words)
    return Networks(NOWHERE, found) if form in _FORMS_OF_IPV6 else Networks(found, NOWHERE)


def _fully_qualified(words: tuple[str, ...]) -> Networks:
    """Return what a host name may stand for: `fqdn v4 NAME`, or as shown, `fqdn NAME (…)`."""
    family, name = ("", words[1]) if words[1] not in ("v4", "v6") else words[1:3]
    condition = f"fqdn {name}"
    if family == "v4":
        return Networks(EVERYWHERE, NOWHERE, condition)
    if family == "v6":
        return Networks(NOWHERE, EVERYWHERE, condition)
    return Networks(EVERYWHERE, EVERYWHERE, condition)


def _unlabelled(word: str, labels: Mapping[str, str]) -> str:
    if word[0].isdecimal():
        return word
    if word not in labels:
        raise MeaninglessError(f"no address is named {str(word)!r}", column(word))
    return labels[word]


@lru_cache(maxsize=4096)
def _free(mask: str) -> int:
    """Return the bits that a mask leaves free, or 0 where these are the last ones, as usual."""
    free = ~ipv4_address(mask) & _ALL
    return free if free & (free + 1) else 0


def _refuse_wildcard(address: str, mask: str) -> None:
    """Raise MeaninglessError where a mask is turned round, as IOS writes them.

    A mask may have gaps; but an address that has bits set where such a mask frees them is refused
    by the device.
    """
    if ipv4_address(address) & _free(mask):
        message = f"{address} {mask} is no address with a netmask; is this a wildcard?"
        raise MeaninglessError(message, column(mask))
