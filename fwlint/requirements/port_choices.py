"""The ports that requirements are for: what parameters stand for, and where a choice is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fwlint.requirements.requirement import PortRange, Requirement
from fwlint.requirements.ruleset import Parameter, Ruleset

Values = Mapping[str, tuple[PortRange, ...]]
"""What each parameter stands for, keyed `ruleset/name`."""


@dataclass(slots=True)
class PortChoices:
    """The parameters of `rulesets`, where a site has `said` what some of them stand for.

    `values` has what each stands for: what is said, or else the default.
    """

    rulesets: tuple[Ruleset, ...]
    said: Values = field(default_factory=dict)
    values: Values = field(init=False)
    _parameters: Mapping[str, Parameter] = field(init=False)

    def __post_init__(self) -> None:
        self._parameters = {
            f"{ruleset.name}/{name}": parameter
            for ruleset in self.rulesets
            for name, parameter in ruleset.parameters.items()
        }
        self.values = self._values({})

    def options(self, requirement: Requirement) -> list[tuple[str, Values]]:
        """Return the ways to choose the ports of `requirement`: what is chosen, and all values.

        There is one way, called "", where the document leaves no choice or the site has chosen.
        """
        for name in (*requirement.ports.parameters, *requirement.source_ports.parameters):
            leader = self._leader(name)
            choices = self._parameters[leader].choices
            if choices and leader not in self.said:
                return [(leader, self._values({leader: (one,)})) for one in choices]
        return [("", self.values)]

    def _leader(self, name: str) -> str:
        ruleset, _, _ = name.partition("/")
        follows = self._parameters[name].follows
        return f"{ruleset}/{follows}" if follows else name

    def _values(self, chosen: Values) -> Values:
        said = {**self.said, **chosen}
        values = {
            name: said.get(name, parameter.default) for name, parameter in self._parameters.items()
        }
        for name, parameter in self._parameters.items():
            if parameter.follows and name not in said:
                values[name] = parameter.following(values[self._leader(name)])
        return values
