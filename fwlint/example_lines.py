"""A requirement as lines of configuration, in every dialect that can say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fwlint.checks.opening import opening
from fwlint.dialects.rendering import CannotRenderError, renderers, usual
from fwlint.model.export import Direction
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span
from fwlint.requirements.packets import first_packets
from fwlint.requirements.port_choices import PortChoices
from fwlint.requirements.requirement import Requirement
from fwlint.requirements.ruleset import Ruleset
from fwlint.requirements.view import View


@dataclass(frozen=True, slots=True)
class Example:
    """The lines that open the flow of a requirement in one direction; `dialects` share them."""

    dialects: tuple[str, ...]
    direction: Direction
    lines: tuple[str, ...]


def example_lines(requirement: Requirement, rulesets: tuple[Ruleset, ...]) -> Iterator[Example]:
    """Yield the lines that meet `requirement`, by the defaults of `rulesets`.

    They are for any peer.
    """
    _, values = PortChoices(rulesets).options(requirement)[0]
    found: dict[tuple[Direction, tuple[str, ...]], list[str]] = {}
    for dialect, renderer in renderers().items():
        for direction in renderer.directions:
            view = View(direction, "", (), ())
            packets = PacketSet((first_packets(requirement, view, 4, values),))
            needed = opening(packets, packets)
            name = requirement.service.replace("\n", " ")
            rule = Rule(needed, Action.ACCEPT, Span(""), "", name=name)
            try:
                whole = usual(rule, renderer.families)
                lines = renderer.rule(whole, renderer.policy(direction))
            except CannotRenderError:
                continue
            found.setdefault((direction, lines), []).append(dialect)
    for (direction, lines), dialects in found.items():
        yield Example(tuple(dialects), direction, lines)
