"""The parts of an element, between its commas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from fwlint.dialects.ipset.address import block, covered, networks
from fwlint.dialects.ipset.create import Form
from fwlint.dialects.ipset.kind import takes_every_network, takes_zero
from fwlint.dialects.ipset.line import parse
from fwlint.dialects.ipset.port import UNREADABLE, codes
from fwlint.model.addresses import BITS
from fwlint.model.box import ANY_INTERFACE, interface, interfaces_beginning
from fwlint.model.intervals import IntervalSet

EVERY_ADDRESS = {family: IntervalSet(((0, 1 << bits),)) for family, bits in BITS.items()}

_READABLE: IntervalSet[int] = IntervalSet(((0, UNREADABLE),))
_UNSEEN: IntervalSet[int] = IntervalSet(((0, 1),))
"""What stands for a part of which the packet space knows nothing."""


class Part(NamedTuple):
    """One part of an element: its members, and the length of the prefix that a network has.

    Where `doubt` names something, the part may match some of the members only.
    """

    members: IntervalSet[Any]
    length: int | None = None
    doubt: str = ""


def read_part(kind: str, text: str, form: Form, *, wildcard: bool) -> Iterator[Part]:
    """Yield the parts that `text` stands for, as a part of that kind; a range is several networks.

    `wildcard` makes an interface the beginning of names. Raises ValueError for what ipset refuses,
    and lark's UnexpectedInput.
    """
    family = form.family or 4
    if kind == "ip":
        yield _address(text, form, family)
    elif kind == "net":
        yield from _networks(text, form, family)
    elif kind == "port":
        yield _port(text, form)
    elif kind == "iface":
        yield _interface(text, wildcard=wildcard)
    else:
        parse(text, kind)
        yield Part(_UNSEEN, doubt="MAC addresses" if kind == "mac" else "packet marks")


def _address(text: str, form: Form, family: int) -> Part:
    ends = block(text, family)
    if ends is None:
        return Part(EVERY_ADDRESS[family], doubt="host names")
    if not ends[0] and not takes_zero(form.kind):
        raise ValueError(f"a {form.kind} cannot hold the address of all zeros")
    return Part(_within_range(covered(ends, form.netmask, family), text, form))


def _networks(text: str, form: Form, family: int) -> Iterator[Part]:
    ends = block(text, family)
    if ends is None:
        yield Part(EVERY_ADDRESS[family], BITS[family], "host names")
    elif ends == (0, (1 << BITS[family]) - 1) and not takes_every_network(form.kind):
        raise ValueError(f"a {form.kind} cannot hold a network of prefix length 0")
    else:
        for (first, last), length in networks(ends, family):
            yield Part(IntervalSet(((first, last + 1),)), length)


def _port(text: str, form: Form) -> Part:
    members = codes(text, form.family)
    if members is None:
        return Part(_READABLE, doubt="names of services or protocols")
    return Part(_within_range(members, text, form))


def _interface(text: str, *, wildcard: bool) -> Part:
    *bridge, name = parse(text, "interface").scan_values(lambda _: True)
    if bridge:
        return Part(ANY_INTERFACE, doubt="bridge ports")
    return Part(interfaces_beginning(name) if wildcard else interface(name))


def _within_range(members: IntervalSet[int], text: str, form: Form) -> IntervalSet[int]:
    if form.range and not form.range.covers(members):
        raise ValueError(f"{text} is out of the range of the set")
    return members
