"""A ruleset in memory: documents become roles, parameters and requirements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fwlint.model.source import DocumentRow
from fwlint.requirements.requirement import PortRange, Requirement


class RulesetError(Exception):
    """A ruleset that cannot be used; the message names the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """Ports that a site may change: what they are by default, and what they are for.

    Where a document names a choice (80 or 8530), `choices` holds each; the default is the first.
    `follows` names a parameter of the same ruleset that this one is derived from: the port
    that `pairs` gives for it, or else the next one up. `keywords` are the words of firewalls for
    these ports: a rule that opens such a keyword opens them as far as anybody can. A `single`
    parameter is one port, and no range to choose from at run time.
    """

    default: tuple[PortRange, ...]
    about: str
    choices: tuple[PortRange, ...] = ()
    follows: str = ""
    pairs: Mapping[int, int] | None = None
    keywords: tuple[str, ...] = ()
    single: bool = False

    def following(self, leader: tuple[PortRange, ...]) -> tuple[PortRange, ...]:
        """Return the ports that go with those of the parameter that this one follows."""
        pairs = self.pairs or {}
        ports = [pairs.get(first, first + 1) for first, _ in leader]
        return tuple((port, port) for port in ports)


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that a site turns on or off, and how it is where the site does not say."""

    about: str
    default: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a host or a place.

    A holder of the role holds those in `includes`, too, and turns the `features` on.
    """

    title: str
    includes: tuple[str, ...] = ()
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence of a document that constrains a firewall and is no row of a table.

    `requirements` are the ids that encode it. Where there are none, `reason` says why the
    configuration of a firewall cannot show whether it holds.
    """

    row: DocumentRow
    says: str
    requirements: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A small export that comes with a ruleset, and what has to be found in it.

    `roles` are those of its host, and `findings` pairs ids of checks with ids of requirements.
    """

    name: str
    dialect: str
    roles: tuple[str, ...]
    features: tuple[str, ...]
    export: str
    findings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ruleset:
    """One ruleset. Keys of `parameters`, `features` and `roles` are bare names of this ruleset.

    `uses` names the rulesets to whose roles, features and parameters it refers.
    """

    name: str
    title: str
    parameters: Mapping[str, Parameter]
    features: Mapping[str, Feature]
    roles: Mapping[str, Role]
    requirements: tuple[Requirement, ...]
    uses: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    examples: tuple[Example, ...] = ()
