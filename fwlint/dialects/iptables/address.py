"""Addresses as `-s`, `-d` and the iprange match write them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv6Address
from socket import AF_INET, inet_pton
from struct import unpack

from fwlint.dialects.netfilter.number import number_of_any_base
from fwlint.model.addresses import BITS, EVERYWHERE, AddressSet

_OCTETS = 4
_FIRST, _SECOND, _THIRD, _FOURTH = (
    {str(octet): octet << shift for octet in range(256)} for shift in (24, 16, 8, 0)
)
_HOST = 0xFFFFFFFF
_PLAIN_MASKS = {str(length): -1 << (32 - length) & _HOST for length in range(1, 33)}


def networks(text: str, family: int) -> AddressSet | None:
    """Return the union of a comma list of addresses, each with a prefix length or a mask.

    Returns None where a host name stands in the list, for only the device's resolver knows it.
    Raises ValueError for what is neither.
    """
    if "," not in text:
        return _network(text, family)
    parts = [_network(part, family) for part in text.split(",")]
    known = [part for part in parts if part is not None]
    return AddressSet.union(known) if len(known) == len(parts) else None


def plain_networks(texts: Sequence[str]) -> list[AddressSet]:
    """Return IPv4 networks written as iptables-save does; raises ValueError where one is not.

    A dump has a hundred thousand of them, and no two alike.
    """
    bases, lengths = zip(*[text.split("/") for text in texts], strict=True)
    try:
        masks = [_PLAIN_MASKS[length] for length in lengths]
    except KeyError as error:
        raise ValueError(f"no prefix length: {error}") from error
    pairs = zip(_numbers(bases), masks, strict=True)
    return [AddressSet(((number & mask, mask),)) for number, mask in pairs]


def hosts(texts: Sequence[str]) -> list[AddressSet]:
    """Return IPv4 addresses in dotted decimals; raises ValueError where one is not."""
    return [AddressSet(((number, _HOST),)) for number in _numbers(texts)]


def _numbers(texts: Sequence[str]) -> tuple[int, ...]:
    try:
        return unpack(f">{len(texts)}I", b"".join([inet_pton(AF_INET, text) for text in texts]))
    except OSError as error:
        raise ValueError(f"no IPv4 addresses: {error}") from error


def has_host_name(text: str) -> bool:
    """Return whether a host name, which may have several addresses, stands in a comma list."""
    return any(_is_name(part.partition("/")[0]) for part in text.split(","))


def address_range(text: str, family: int) -> AddressSet:
    """Return the addresses of `first-last`, or of `first` alone; none where they are reversed."""
    first, _, last = text.partition("-")
    if not last:
        return AddressSet(((_address(first, family), (1 << BITS[family]) - 1),))
    return AddressSet.range(_address(first, family), _address(last or first, family), family)


def _network(text: str, family: int) -> AddressSet | None:
    host, _, mask_text = text.partition("/")
    mask = _mask(mask_text, family)
    if mask == 0:
        return EVERYWHERE  # whatever the host: iptables reads any/0
    base = _dotted(host) if family == 4 else None
    if base is None:
        if _is_name(host):
            return None
        base = _address(host, family)
    return AddressSet(((base & mask, mask),))


def _is_name(host: str) -> bool:
    return ":" not in host and any(map(str.isalpha, host))


def _address(text: str, family: int) -> int:
    if family == 6:
        return int(IPv6Address(text))
    plain = _dotted(text)
    if plain is not None:
        return plain
    octets = [number_of_any_base(octet, 255, "octet") for octet in text.split(".")]
    if len(octets) > _OCTETS:
        raise ValueError(f"{text!r} is no IPv4 address")
    missing = _OCTETS - len(octets)  # iptables completes 10.1 to 10.1.0.0
    return int.from_bytes(bytes(octets + [0] * missing))


def _dotted(text: str) -> int | None:
    """Return an IPv4 address written as usual, which is read a hundred thousand times."""
    try:
        a, b, c, d = text.split(".")
        return _FIRST[a] | _SECOND[b] | _THIRD[c] | _FOURTH[d]
    except (KeyError, ValueError):
        return None


@lru_cache(maxsize=256)
def _mask(text: str, family: int) -> int:
    bits = BITS[family]
    if not text:
        return (1 << bits) - 1
    if "." in text or ":" in text:
        return _address(text, family)
    length = number_of_any_base(text, bits, f"IPv{family} prefix length")
    return ((1 << length) - 1) << (bits - length)
