"""A ruleset in memory: documents become roles, parameters and requirements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fwlint.requirements.requirement import PortRange, Requirement


@dataclass(frozen=True, slots=True)
class Parameter:
    """Ports that a site may change: what they are by default, and what they are for."""

    default: tuple[PortRange, ...]
    about: str


@dataclass(frozen=True, slots=True)
class Ruleset:
    """One ruleset. Keys of `parameters`, `features` and `roles` are bare names of this ruleset."""

    name: str
    title: str
    parameters: Mapping[str, Parameter]
    features: Mapping[str, str]
    roles: Mapping[str, str]
    requirements: tuple[Requirement, ...]
