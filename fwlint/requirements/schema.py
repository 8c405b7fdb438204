"""The shape of a ruleset file, checked by pydantic; `Ruleset` is what it becomes."""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from fwlint.model.requirement import Need
from fwlint.model.source import DocumentRow
from fwlint.requirements.requirement import PortRange, Ports, Requirement
from fwlint.requirements.ruleset import Parameter, Ruleset

CLIENT_PORTS = "client-ports"
"""The parameter that says which ports the opening side uses, where a service does not say."""

_REFERENCE = re.compile(r"\{([a-z][a-z0-9-]*)\}")
_RANGE = re.compile(r"(\d+)-(\d+)")


def parse_ports(text: str | int) -> PortRange:
    """Return `80` or `1000-2000` as a range; ValueError says what is wrong with it."""
    match = _RANGE.fullmatch(str(text))
    first, last = (int(match[1]), int(match[2])) if match else (int(text), int(text))
    if not 0 <= first <= last <= 65535:
        raise ValueError(f"{text} is no port or range of ports from 0 to 65535")
    return first, last


def _checked_ports(text: str | int) -> str | int:
    if isinstance(text, int) or not _REFERENCE.fullmatch(text):
        try:
            parse_ports(text)
        except ValueError:
            raise ValueError(
                f"expected a port, a range such as 1000-2000, or a {{parameter}}, not {text!r}"
            ) from None
    return text


Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
PortWords = Annotated[str | int, AfterValidator(_checked_ports)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DocumentModel(_Model):
    """A document that the ruleset stands on; `revision` is the hash in the document's header."""

    title: str
    date: date
    revision: str
    address: str = ""


class ParameterModel(_Model):
    """Ports that a site may change."""

    default: list[PortWords]
    about: str


class ServiceModel(_Model):
    """One service of a flow: a row of the document's table, or half a row."""

    name: str
    protocol: Literal["tcp", "udp"]
    ports: list[PortWords] = Field(min_length=1)
    line: int = Field(ge=1)
    need: Need = Need.REQUIRED
    source_ports: list[PortWords] = Field(default=[], alias="source-ports")
    when: Name | None = None
    note: str = ""


class FlowModel(_Model):
    """Traffic that one role opens to another, with the heading it stands under."""

    from_: Name = Field(alias="from")
    to: Name
    document: Name
    section: str
    services: dict[Name, ServiceModel] = Field(min_length=1)


class RulesetModel(_Model):
    """A ruleset file."""

    ruleset: Name
    title: str
    documents: dict[Name, DocumentModel]
    parameters: dict[Name, ParameterModel]
    features: dict[Name, str] = {}
    roles: dict[Name, str]
    flows: dict[Name, FlowModel]

    @model_validator(mode="after")
    def _names_are_defined(self) -> Self:
        for name, flow in self.flows.items():
            _defined(f"flow {name!r}", "role", flow.from_, self.roles)
            _defined(f"flow {name!r}", "role", flow.to, self.roles)
            _defined(f"flow {name!r}", "document", flow.document, self.documents)
            for key, service in flow.services.items():
                where = f"service {key!r} of flow {name!r}"
                for word in [*service.ports, *(service.source_ports or [f"{{{CLIENT_PORTS}}}"])]:
                    if match := _REFERENCE.fullmatch(str(word)):
                        _defined(where, "parameter", match[1], self.parameters)
                if service.when:
                    _defined(where, "feature", service.when, self.features)
        return self

    def lowered(self) -> Ruleset:
        """Return the ruleset with its flows flattened to requirements."""
        return Ruleset(
            name=self.ruleset,
            title=self.title,
            parameters={
                name: Parameter(tuple(parse_ports(word) for word in model.default), model.about)
                for name, model in self.parameters.items()
            },
            features=self.features,
            roles=self.roles,
            requirements=tuple(
                self._requirement(flow_name, flow, name, service)
                for flow_name, flow in self.flows.items()
                for name, service in flow.services.items()
            ),
        )

    def _requirement(
        self, flow_name: str, flow: FlowModel, name: str, service: ServiceModel
    ) -> Requirement:
        document = self.documents[flow.document]
        return Requirement(
            id=f"{self.ruleset}/{flow_name}/{name}",
            ruleset=self.ruleset,
            service=service.name,
            from_role=f"{self.ruleset}/{flow.from_}",
            to_role=f"{self.ruleset}/{flow.to}",
            protocol=service.protocol,
            ports=_ports(service.ports),
            source_ports=_ports(service.source_ports or [f"{{{CLIENT_PORTS}}}"]),
            need=service.need,
            row=DocumentRow(
                document=document.title,
                section=flow.section,
                line=service.line,
                revision=document.revision,
                date=document.date.isoformat(),
                address=document.address,
            ),
            feature=f"{self.ruleset}/{service.when}" if service.when else "",
            note=service.note,
        )


def _ports(words: list[str | int]) -> Ports:
    references = [_REFERENCE.fullmatch(str(word)) for word in words]
    return Ports(
        tuple(parse_ports(w) for w, match in zip(words, references, strict=True) if not match),
        tuple(match[1] for match in references if match),
    )


def _defined(where: str, kind: str, name: str, known: Container[str]) -> None:
    if name not in known:
        raise ValueError(f"{where} names the {kind} {name!r}, which the ruleset does not define")
