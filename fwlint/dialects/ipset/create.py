"""What `create` says of a set, or the heading of a listing: everything but its elements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address

from lark.exceptions import UnexpectedInput

from fwlint.dialects.ipset.address import block, covered
from fwlint.dialects.ipset.kind import KINDS, family_of
from fwlint.dialects.ipset.port import codes
from fwlint.model.addresses import BITS
from fwlint.model.intervals import IntervalSet

_FAMILIES = {"inet": 4, "ipv4": 4, "-4": 4, "inet6": 6, "ipv6": 6, "-6": 6}
_WITH_NETMASK = ("bitmap:ip", "hash:ip", "hash:ip,port", "hash:net,net")


@dataclass(frozen=True, slots=True)
class Form:
    """What all elements of a set have in common.

    `family` is None where they belong to both. `range` holds what a bitmap has room for. `netmask`
    is the length of the prefix that the set takes of an address. `times_out` says whether an
    element does that does not say so itself. `doubt` names what keeps fwlint from telling whether
    an address matches.
    """

    kind: str
    family: int | None
    range: IntervalSet[int] | None = None
    netmask: int | None = None
    times_out: bool = False
    counters: bool = False
    doubt: str = ""


def form_of(kind: str, options: Mapping[str, str]) -> Form:
    """Return the form of a set of type `kind` with these options.

    Raises ValueError for those that ipset refuses.
    """
    if kind not in KINDS:
        raise ValueError(f"there is no type {kind}")
    family = family_of(kind, _FAMILIES.get(options.get("family", "")))
    netmask, doubt = _netmask(kind, family or 4, options)
    return Form(
        kind,
        family,
        _range(kind, options, netmask),
        netmask,
        int(options.get("timeout", "0")) > 0,
        "counters" in options,
        doubt,
    )


def _netmask(kind: str, family: int, options: Mapping[str, str]) -> tuple[int | None, str]:
    """Return the length of the netmask, and what is in doubt about it."""
    written = [f"{name} {options[name]}" for name in ("netmask", "bitmask") if name in options]
    if not written:
        return None, ""
    [text, *more] = written
    if kind not in _WITH_NETMASK or more:
        raise ValueError(f"{kind} does not take {' '.join(written)}")
    length = _length(options, family)
    if kind == "hash:net,net" or length is None:
        return None, text
    return length, ""


def _length(options: Mapping[str, str], family: int) -> int | None:
    """Return the prefix length of the mask, or None where its bits are not those of a prefix."""
    bits = BITS[family]
    if "netmask" in options:
        length = int(options["netmask"])
        if not 0 < length <= bits:
            raise ValueError(f"a netmask has a length of 1 to {bits}")
        return length
    mask = ip_address(options["bitmask"])
    if mask.version != family:
        raise ValueError(f"{mask} is no mask of IPv{family}")
    free = ~int(mask) & ((1 << bits) - 1)
    return None if free & (free + 1) else bits - free.bit_length()


def _range(kind: str, options: Mapping[str, str], netmask: int | None) -> IntervalSet[int] | None:
    if kind.startswith("bitmap:") != ("range" in options):
        raise ValueError("a bitmap needs a range, and no other type has one")
    if "range" not in options:
        return None
    text = options["range"]
    try:
        ends = None if kind == "bitmap:port" else block(text, 4)
        members = covered(ends, netmask, 4) if ends else codes(text, None)
    except UnexpectedInput:
        members = None
    if members is None:
        raise ValueError(f"{text!r} is no range that fwlint can tell")
    return members
