"""The shape of a ruleset file, checked by pydantic; `fwlint.requirements.lowering` goes on."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from fwlint.model.requirement import Need, Question
from fwlint.requirements.port_words import parse_ports

REFERENCE = re.compile(r"\{((?:[a-z][a-z0-9-]*/)?[a-z][a-z0-9-]*)\}")


def _checked_ports(text: str | int) -> str | int:
    if isinstance(text, int) or not REFERENCE.fullmatch(text):
        try:
            parse_ports(text)
        except ValueError:
            raise ValueError(
                f"expected a port, a range such as 1000-2000, or a {{parameter}}, not {text!r}"
            ) from None
    return text


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _titled(value: object) -> object:
    return {"title": value} if isinstance(value, str) else value


def _about(value: object) -> object:
    return {"about": value} if isinstance(value, str) else value


Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
RoleName = Annotated[str, Field(pattern=r"^([a-z][a-z0-9-]*/)?[a-z][a-z0-9-]*$")]
"""A role or a feature of this ruleset, or, as `ruleset/name`, of one that it uses."""
Names = Annotated[
    list[RoleName], BeforeValidator(_listed, json_schema_input_type=RoleName | list[RoleName])
]
PortWords = Annotated[str | int, AfterValidator(_checked_ports)]
PortNumber = Annotated[int, Field(ge=0, le=65535)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DocumentModel(_Model):
    """A document that the ruleset stands on; `revision` is the hash in the document's header."""

    title: str
    date: date
    revision: str
    address: str = ""


class ParameterModel(_Model):
    """Ports that a site may change; see `Parameter`."""

    default: list[PortWords] = []
    about: str
    choices: list[PortWords] = []
    follows: Name | None = None
    pairs: dict[PortNumber, PortNumber] = {}
    keywords: list[str] = []
    single: bool = False


class FeatureModel(_Model):
    """Something that a site turns on or off; a mere text is what it is about."""

    about: str
    default: bool = False


class RoleModel(_Model):
    """A role; a mere text is its title. Who holds it turns `turns-on` on."""

    title: str
    includes: list[Name] = []
    turns_on: Names = Field(default=[], alias="turns-on")


class ServiceModel(_Model):
    """One service of a flow: a row of the document's table, or a part of one."""

    name: str
    protocol: Literal["tcp", "udp", "icmp", "any"]
    ports: list[PortWords] = []
    line: int = Field(ge=1)
    level: Need = Need.REQUIRED
    source_ports: list[PortWords] = Field(default=[], alias="source-ports")
    asks: Question = Question.PASSES
    when: Names = []
    unless: Names = []
    condition: str = ""
    alternatives: list[RoleName] = []
    at_least: int = Field(default=0, ge=0, alias="at-least")
    groups: list[str] = []
    programs: list[str] = []
    note: str = ""


class FlowModel(_Model):
    """Traffic that one role opens to another, with the heading it stands under.

    With the features `one-way-when` only `from` opens what is otherwise bidirectional. `seen-from`
    is the role whose firewall the document speaks of, where it speaks of one.
    """

    from_: RoleName = Field(alias="from")
    to: RoleName
    bidirectional: bool = False
    one_way_when: Names = Field(default=[], alias="one-way-when")
    seen_from: RoleName | None = Field(default=None, alias="seen-from")
    document: Name
    section: str
    when: Names = []
    services: dict[Name, ServiceModel] = Field(min_length=1)


class RemarkModel(_Model):
    """A sentence of a document, no row of a table: encoded by requirements, or why it is not."""

    document: Name
    section: str
    line: int = Field(ge=1)
    says: str
    requirements: list[str] = []
    reason: str = ""


class ExampleModel(_Model):
    """An export that must, or must not, raise findings: `CHECK requirement` each."""

    name: str
    dialect: str
    roles: list[RoleName]
    features: list[RoleName] = []
    export: str
    findings: list[Annotated[str, Field(pattern=r"^FW\d{3} \S+$")]] = []


class RulesetModel(_Model):
    """A ruleset file. `uses` names rulesets whose roles, features and parameters it refers to."""

    ruleset: Name
    title: str
    uses: list[Name] = []
    documents: dict[Name, DocumentModel]
    parameters: dict[Name, ParameterModel] = {}
    features: dict[
        Name,
        Annotated[FeatureModel, BeforeValidator(_about, json_schema_input_type=str | FeatureModel)],
    ] = {}
    roles: dict[
        Name, Annotated[RoleModel, BeforeValidator(_titled, json_schema_input_type=str | RoleModel)]
    ] = {}
    flows: dict[Name, FlowModel]
    remarks: list[RemarkModel] = []
    examples: list[ExampleModel] = []
