"""One element of a set, such as `192.0.2.0/24,tcp:80`, as the kernel keeps it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, NamedTuple

from lark.exceptions import UnexpectedInput

from fwlint.dialects.ipset.create import Form
from fwlint.dialects.ipset.kind import parts_of, takes_nomatch
from fwlint.dialects.ipset.part import Part, read_part
from fwlint.model.intervals import IntervalSet

TIMEOUT = "elements that time out"

_NAMES = {
    "ip": "IP address",
    "net": "network",
    "port": "port",
    "iface": "interface",
    "mac": "MAC address",
    "mark": "packet mark",
}
_ANY_MAC = "00:00:00:00:00:00"


class Element(NamedTuple):
    """An element: the members of each of its parts, and the lengths of those that are networks.

    The kernel looks for longer prefixes first, and what it finds matches, unless the element says
    `nomatch`. `doubts` name what keeps fwlint from telling whether the element is there and is
    found.
    """

    members: tuple[IntervalSet[Any], ...]
    lengths: tuple[int, ...]
    matches: bool = True
    doubts: tuple[str, ...] = ()


def elements(text: str, form: Form, options: Mapping[str, str]) -> Iterator[Element]:
    """Yield the elements that `text` stands for in a set of that form; a range may be several.

    Raises ValueError for what ipset refuses.
    """
    matches = "nomatch" not in options
    if not (matches or takes_nomatch(form.kind)):
        raise ValueError(f"a {form.kind} has no exceptions")
    doubts = (TIMEOUT,) * times_out(form, options)
    for parts in product(*_parts(text, form, wildcard="wildcard" in options)):
        yield Element(
            tuple(part.members for part in parts),
            tuple(part.length for part in parts if part.length is not None),
            matches,
            doubts + tuple(part.doubt for part in parts if part.doubt),
        )


def times_out(form: Form, options: Mapping[str, str]) -> bool:
    """Return whether an element that is added with these options goes by itself."""
    return int(options["timeout"]) > 0 if "timeout" in options else form.times_out


def _parts(text: str, form: Form, *, wildcard: bool) -> list[list[Part]]:
    kinds = parts_of(form.kind)
    texts = text.split(",")
    if form.kind == "bitmap:ip,mac" and len(texts) == 1:
        texts.append(_ANY_MAC)  # that of the first packet that comes is then filled in
    if len(texts) != len(kinds):
        raise ValueError(f"an element of a {form.kind} is {','.join(kinds)}")
    found = []
    for kind, part in zip(kinds, texts, strict=True):
        try:
            found.append(list(read_part(kind, part, form, wildcard=wildcard)))
        except UnexpectedInput as error:
            raise ValueError(f"{part!r} is no {_NAMES[kind]}") from error
    return found
