"""The interfaces of a firewall: their names, security levels and addresses."""

from __future__ import annotations

from dataclasses import dataclass, field

from fwlint.dialects.cisco.addresses import FORMS
from fwlint.dialects.cisco.asa.lines import Part
from fwlint.dialects.cisco.words import MeaninglessError
from fwlint.model.addresses import Cube
from fwlint.model.source import Span


@dataclass(slots=True)
class Interface:
    """An interface under construction; `name` is what `nameif` calls it.

    `level` is None where the file does not say it. An `idle` one lets nothing cross the firewall.
    `own` holds its addresses, and `networks` those of its subnets, by family. `elsewhere` holds the
    families of which it has addresses that the file does not tell (DHCP, say).
    """

    name: str = ""
    level: int | None = None
    span: Span | None = None
    idle: bool = False
    own: dict[int, list[int]] = field(default_factory=lambda: {4: [], 6: []})
    networks: dict[int, list[Cube]] = field(default_factory=lambda: {4: [], 6: []})
    elsewhere: set[int] = field(default_factory=set)

    def named(self, name: str, span: Span) -> None:
        """Take in the name; ASA gives `inside` the level 100 and all others 0."""
        self.name = name
        self.span = span
        if self.level is None:
            self.level = 100 if name == "inside" else 0

    def address(self, part: Part) -> None:
        """Take in a line with an address; one that is none is an address elsewhere."""
        family = 6 if part.rule.startswith("ipv6") else 4
        form, mask = ("prefix", "host6") if family == 6 else ("netmask", "host")
        host = part.words[0].partition("/")[0]
        try:
            (network,) = FORMS[form](part.words[:2]).cubes
            ((own, _),) = FORMS[mask]((host,)).cubes
        except MeaninglessError:
            self.elsewhere.add(family)
        else:
            self.networks[family].append(network)
            self.own[family].append(own)

    def has(self, family: int) -> bool:
        """Return whether the interface has addresses of a family, known or not."""
        return bool(self.networks[family]) or family in self.elsewhere
