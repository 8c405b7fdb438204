"""From the shape of a ruleset file to the ruleset: names looked up, flows flattened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from fwlint.model.source import DocumentRow
from fwlint.requirements.port_words import parse_ports
from fwlint.requirements.requirement import Ports, Requirement
from fwlint.requirements.ruleset import Example, Feature, Parameter, Remark, Role, Ruleset
from fwlint.requirements.schema import (
    REFERENCE,
    FlowModel,
    ParameterModel,
    RulesetModel,
    ServiceModel,
)

Location = tuple[int | str, ...]
"""Keys and list positions that lead to a place in the file."""

CLIENT_PORTS = "client-ports"
"""The parameter that says which ports the opening side uses, where a service does not say."""

_WITH_PORTS = ("tcp", "udp")


@dataclass(slots=True)
class Lowering:
    """Lowers `model`; `used` holds the rulesets it uses. Mistakes are gathered in `problems`."""

    model: RulesetModel
    used: Mapping[str, Ruleset]
    problems: list[tuple[Location, str]] = field(default_factory=list)

    def ruleset(self) -> Ruleset:
        """Return the ruleset, without what is mistaken."""
        model = self.model
        self._refuse_cycles()
        requirements = tuple(self._requirements())
        self._check_references(requirements)
        return Ruleset(
            name=model.ruleset,
            title=model.title,
            parameters={name: self._parameter(name, one) for name, one in model.parameters.items()},
            features={
                name: Feature(one.about, one.default) for name, one in model.features.items()
            },
            roles={
                name: Role(
                    one.title,
                    tuple(map(self._full, one.includes)),
                    self._features(("roles", name), one.turns_on),
                )
                for name, one in model.roles.items()
            },
            requirements=requirements,
            uses=tuple(model.uses),
            remarks=tuple(self._remarks()),
            examples=tuple(
                Example(
                    one.name,
                    one.dialect,
                    tuple(map(self._full, one.roles)),
                    tuple(map(self._full, one.features)),
                    one.export,
                    tuple((words[:5], words[6:]) for words in one.findings),
                )
                for one in model.examples
            ),
        )

    def _requirements(self) -> Iterator[Requirement]:
        for flow_name, flow in self.model.flows.items():
            place = ("flows", flow_name)
            if flow.document not in self.model.documents:
                self._unknown(place, "document", flow.document, self.model.documents)
                continue
            titles = [self._title(place, role) for role in (flow.from_, flow.to)]
            for name, service in flow.services.items():
                here = (*place, "services", name)
                yield self._requirement(here, flow, service, titles)

    def _requirement(
        self, place: Location, flow: FlowModel, service: ServiceModel, titles: list[str]
    ) -> Requirement:
        _, flow_name, _, name = place
        if bool(service.ports) != (service.protocol in _WITH_PORTS):
            wrong = "names no port" if not service.ports else f"{service.protocol} has no ports"
            self.problems.append((place, f"service {name!r}: {wrong}"))
        sources = service.source_ports or [f"{{{CLIENT_PORTS}}}"]
        has_ports = service.protocol in _WITH_PORTS
        return Requirement(
            id=f"{self.model.ruleset}/{flow_name}/{name}",
            ruleset=self.model.ruleset,
            service=service.name,
            from_role=self._full(flow.from_),
            to_role=self._full(flow.to),
            from_title=titles[0],
            to_title=titles[1],
            protocol=service.protocol,
            ports=self._ports(place, service.ports),
            source_ports=self._ports(place, sources if has_ports else []),
            need=service.level,
            row=self._row(flow.document, flow.section, service.line),
            question=service.asks,
            bidirectional=flow.bidirectional,
            one_way_when=self._features(place, flow.one_way_when),
            seen_from=self._full(flow.seen_from) if flow.seen_from else "",
            features=self._features(place, [*flow.when, *service.when]),
            unless=self._features(place, service.unless),
            condition=service.condition,
            alternatives=tuple(
                f"{self.model.ruleset}/{flow_name}/{other}" for other in service.alternatives
            ),
            at_least=service.at_least,
            groups=tuple(service.groups),
            programs=tuple(service.programs),
            note=service.note,
        )

    def _parameter(self, name: str, one: ParameterModel) -> Parameter:
        place = ("parameters", name)
        choices = self._ports(place, one.choices).ranges
        leader = self.model.parameters.get(one.follows or "")
        if one.follows and leader is None:
            self._unknown(place, "parameter", one.follows, self.model.parameters)
        default = self._ports(place, one.default or one.choices[:1]).ranges
        if not default and leader is None:
            self.problems.append((place, f"parameter {name!r} has no default"))
        return Parameter(
            default,
            one.about,
            choices,
            one.follows or "",
            one.pairs,
            tuple(one.keywords),
            one.single,
        )

    def _remarks(self) -> Iterator[Remark]:
        for index, one in enumerate(self.model.remarks):
            place = ("remarks", index)
            if one.document not in self.model.documents:
                self._unknown(place, "document", one.document, self.model.documents)
                continue
            if bool(one.requirements) == bool(one.reason):
                message = "a remark names the requirements that encode it, or else the reason"
                self.problems.append((place, f"{message} why none can"))
            ids = tuple(f"{self.model.ruleset}/{name}" for name in one.requirements)
            yield Remark(self._row(one.document, one.section, one.line), one.says, ids, one.reason)

    def _row(self, document: str, section: str, line: int) -> DocumentRow:
        one = self.model.documents[document]
        return DocumentRow(
            one.title, section, line, one.revision, one.date.isoformat(), one.address
        )

    def _full(self, name: str) -> str:
        return name if "/" in name else f"{self.model.ruleset}/{name}"

    def _title(self, place: Location, role: str) -> str:
        ruleset, _, name = self._full(role).partition("/")
        if ruleset == self.model.ruleset and name in self.model.roles:
            return self.model.roles[name].title
        if ruleset in self.used and name in self.used[ruleset].roles:
            return self.used[ruleset].roles[name].title
        known = [*self.model.roles, *_names(self.used, "roles")]
        self._unknown(place, "role", role, known)
        return role

    def _features(self, place: Location, names: Iterable[str]) -> tuple[str, ...]:
        known = {*map(self._full, self.model.features), *_names(self.used, "features")}
        for name in names:
            if self._full(name) not in known:
                self._unknown(place, "feature", name, [*self.model.features, *known])
        return tuple(map(self._full, names))

    def _ports(self, place: Location, words: Iterable[str | int]) -> Ports:
        known = {*map(self._full, self.model.parameters), *_names(self.used, "parameters")}
        ranges, parameters = [], []
        for word in words:
            match = REFERENCE.fullmatch(str(word))
            if match is None:
                ranges.append(parse_ports(word))
            elif self._full(match[1]) in known:
                parameters.append(self._full(match[1]))
            else:
                self._unknown(place, "parameter", match[1], [*self.model.parameters, *known])
        return Ports(tuple(ranges), tuple(parameters))

    def _check_references(self, requirements: tuple[Requirement, ...]) -> None:
        ids = {one.id for one in requirements}
        for one in requirements:
            _, flow, name = one.id.split("/")
            for other in one.alternatives:
                if other not in ids:
                    self._unknown(("flows", flow, "services", name), "requirement", other, ids)
        for index, remark in enumerate(self.model.remarks):
            for name in remark.requirements:
                if self._full(f"{self.model.ruleset}/{name}") not in ids:
                    self._unknown(("remarks", index), "requirement", name, ids)

    def _refuse_cycles(self) -> None:
        """Complain of roles that include unknown roles or, in the end, themselves."""
        roles = self.model.roles
        for name, role in roles.items():
            for other in role.includes:
                if other not in roles:
                    self._unknown(("roles", name), "role", other, roles)
            seen, ahead = set(), list(role.includes)
            while ahead:
                other = ahead.pop()
                if other == name:
                    self.problems.append((("roles", name), f"role {name!r} includes itself"))
                    break
                if other not in seen and other in roles:
                    seen.add(other)
                    ahead += roles[other].includes

    def _unknown(self, place: Location, kind: str, name: str, known: Iterable[str]) -> None:
        near = get_close_matches(name, sorted(known), n=3, cutoff=0.5)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        self.problems.append((place, f"the {kind} {name!r} is not defined{hint}"))


def _names(used: Mapping[str, Ruleset], kind: str) -> Iterator[str]:
    for ruleset in used.values():
        for name in getattr(ruleset, kind):
            yield f"{ruleset.name}/{name}"
