"""An interface: its own networks, and the access lists bound to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from fwlint.dialects.cisco.addresses import FORMS
from fwlint.dialects.cisco.words import phrase, trees, words
from fwlint.dialects.surroundings import Networks
from fwlint.model.addresses import EVERYWHERE, AddressSet
from fwlint.model.box import Box, interface
from fwlint.model.source import Span

if TYPE_CHECKING:
    from lark import Token, Tree

_DIRECTIONS = {"in": "in", "ingress": "in", "out": "out", "egress": "out"}
_FORMS = {
    "ipv4_address": (4, "netmask"),
    "ipv4_prefix": (4, "prefix4"),
    "ipv6_address": (6, "prefix"),
}


class Binding(NamedTuple):
    """That something filters one family's packets of one direction by a list.

    `common` is the list that is asked before it, if there is one.
    """

    family: int
    direction: str
    list_name: str
    span: Span
    common: str = ""

    @property
    def list_id(self) -> tuple[int, str]:
        """The family and name that the list is known by."""
        return self.family, self.list_name

    @property
    def list_ids(self) -> list[tuple[int, str]]:
        """The families and names of all its lists, in the order in which they are asked."""
        return [(self.family, name) for name in (self.common, self.list_name) if name]


def binding(line: Tree[Token], span: Span) -> Binding:
    """Return the binding that a line makes, as the grammar reads it, its words in any order."""
    first, second = (str(word) for word in words(line)[:2])
    if words(line)[0].type == "DIRECTION":
        first, second = second, first
    family = 6 if line.data == "ipv6_binding" else 4
    common = "".join(phrase(one) for one in trees(line))
    return Binding(family, _DIRECTIONS[second], first, span, common)


@dataclass(slots=True)
class Interface:
    """An interface under construction.

    `networks` holds the networks of its addresses, by family, and `elsewhere` the families in which
    it has addresses that the configuration does not tell (DHCP, say). The last binding of a family
    and direction is the one that counts.
    """

    name: str
    networks: dict[int, list[AddressSet]] = field(default_factory=lambda: {4: [], 6: []})
    elsewhere: set[int] = field(default_factory=set)
    bindings: dict[tuple[int, str], Binding] = field(default_factory=dict)

    def read(self, line: Tree[Token], span: Span) -> None:
        """Take in one of the interface's lines, as the grammar reads it.

        Raises MeaninglessError for an address that is none.
        """
        if line.data in ("ipv4_binding", "ipv6_binding"):
            found = binding(line, span)
            self.bindings[found.family, found.direction] = found
        elif line.data in _FORMS:
            family, form = _FORMS[line.data]
            self.networks[family].append(FORMS[form](words(line)))

    def has_addresses(self, family: int) -> bool:
        """Return whether the interface has addresses of a family, known or not."""
        return bool(self.networks[family]) or family in self.elsewhere

    def behind(self, family: int) -> AddressSet | None:
        """Return the networks of the interface's own addresses, or None where they are not told."""
        if family in self.elsewhere or not self.networks[family]:
            return None
        return AddressSet.union(self.networks[family])

    def traffic(self, bound: Binding, said: Mapping[str, Networks]) -> Box:
        """Return the packets that pass the interface in the binding's direction.

        Where the networks behind it are known, those that come in are taken to come from there and
        to leave, and those that go out the other way about. `said` names networks by interface or
        list; without it they are the interface's own.
        """
        here = interface(self.name)
        near = _said(said, bound.family, self.name, bound.list_name) or self.behind(bound.family)
        far = EVERYWHERE if near is None else EVERYWHERE - near
        near = EVERYWHERE if near is None else near
        if bound.direction == "in":
            return Box(bound.family, source=near, destination=far, in_interface=here)
        return Box(bound.family, source=far, destination=near, out_interface=here)


def _said(said: Mapping[str, Networks], family: int, *names: str) -> AddressSet | None:
    for name in names:
        networks = [one for one in said.get(name, ()) if one.version == family]
        if networks:
            return AddressSet.union(map(AddressSet.network, networks))
    return None
