"""From the words of a configuration to a site: names looked up, unknown ones said and left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from fwlint.config.build_checks import ChecksBuilder
from fwlint.config.place import Location
from fwlint.config.problems import Problems
from fwlint.config.schema import ConfigFile, ShownTable
from fwlint.config.selection import Choice
from fwlint.config.site import Config, Known
from fwlint.requirements.load import builtin_names, load_ruleset
from fwlint.requirements.port_words import parse_ports
from fwlint.requirements.requirement import PortRange
from fwlint.requirements.ruleset import Ruleset, RulesetError
from fwlint.requirements.site import Host, Network, Site


@dataclass(slots=True)
class Builder:
    """Builds a `Config` from `table`, and adds each unknown name to `problems`."""

    table: ConfigFile
    problems: Problems
    _rulesets: dict[str, Ruleset] = field(default_factory=dict)
    _named: list[str] = field(default_factory=list)

    def config(
        self, folder: Path, rulesets: tuple[str, ...], roles: tuple[str, ...], asked: Choice
    ) -> Config:
        """Return the configuration; its file patterns are relative to `folder`.

        `rulesets`, `roles` and what is `asked` for of the checks are those of the command line.
        """
        self._load_rulesets(folder, rulesets, roles)
        known = {f"{r.name}/{role}" for r in self._rulesets.values() for role in r.roles}
        hosts = tuple(self._hosts(known))
        features, without = self._features()
        site = Site(
            rulesets=tuple(self._rulesets.values()),
            features=frozenset(features),
            without=frozenset(without),
            parameters=self._parameters(),
        )
        return Config(
            folder=folder,
            site=self._populated(site, known, [host for _, host in hosts]),
            hosts=hosts,
            devices=tuple(pattern for device in self.table.device for pattern in device.files),
            known=tuple(map(_known, (*self.table.host, *self.table.device))),
            roles=self.problems.known("role", roles, known, None),
            checks=ChecksBuilder(self.table, folder, self.problems).checks(asked),
            sources=(
                *(name for name in self._named if name not in builtin_names()),
                *(str(folder / name) for name in self.table.suppressions),
            ),
        )

    def _hosts(self, known: set[str]) -> Iterator[tuple[tuple[str, ...], Host]]:
        """Yield the hosts with the patterns of the files that show them."""
        for index, host in enumerate(self.table.host):
            roles = self.problems.known("role", host.roles, known, ("host", index, "roles"))
            addresses = tuple(host.addresses)
            yield tuple(host.files), Host(roles, addresses, host.profile, host.interface)

    def _load_rulesets(self, folder: Path, named: tuple[str, ...], roles: tuple[str, ...]) -> None:
        """Load the rulesets named here and there, and the built-in ones that a role names."""
        for name in named:
            self._load(name, None)
        for name in self.table.rulesets:
            inside = name in builtin_names()
            self._load(name if inside else str(folder / name), ("rulesets",))
        mentioned = [*roles, *self.table.networks, *(r for h in self.table.host for r in h.roles)]
        for role in mentioned:
            ruleset = role.partition("/")[0]
            if ruleset in builtin_names():
                self._load(ruleset, None)

    def _load(self, name: str, location: Location | None) -> None:
        self._named.append(name)
        try:
            ruleset = load_ruleset(name)
        except RulesetError as error:
            self.problems.add(str(error), location)
        else:
            self._rulesets[ruleset.name] = ruleset
            for used in ruleset.uses:
                self._load(used, location)

    def _populated(self, site: Site, known: set[str], hosts: list[Host]) -> Site:
        """Return `site` with the networks of its roles, and the features that its hosts turn on."""
        held = frozenset(role for host in hosts for role in site.with_included(host.roles))
        networks = self._networks(known, site, hosts)
        return replace(site, networks=networks).turned_on_by(held)

    def _networks(
        self, known: set[str], site: Site, hosts: list[Host]
    ) -> dict[str, tuple[Network, ...]]:
        """Return where each role lives: the networks given, and the addresses of its hosts."""
        networks: dict[str, tuple[Network, ...]] = {}
        for role, members in self.table.networks.items():
            named = self.problems.known("role", [role], known, ("networks", role))
            for one in site.with_included(named):
                networks[one] = networks.get(one, ()) + tuple(members)
        for host in hosts:
            for role in site.with_included(host.roles):
                networks[role] = networks.get(role, ()) + host.addresses
        return {role: members for role, members in networks.items() if members}

    def _features(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the features that the site turns on, and those that it turns off with a `!`."""
        known = {f"{r.name}/{feature}" for r in self._rulesets.values() for feature in r.features}
        on = [name for name in self.table.features if not name.startswith("!")]
        off = [name[1:] for name in self.table.features if name.startswith("!")]
        place = ("features",)
        return self.problems.known("feature", on, known, place), self.problems.known(
            "feature", off, known, place
        )

    def _parameters(self) -> dict[str, tuple[PortRange, ...]]:
        known = {f"{r.name}/{name}" for r in self._rulesets.values() for name in r.parameters}
        values: dict[str, tuple[PortRange, ...]] = {}
        for ruleset, parameters in self.table.parameters.items():
            for name, words in parameters.items():
                location = ("parameters", ruleset, name)
                for key in self.problems.known("parameter", [f"{ruleset}/{name}"], known, location):
                    values[key] = tuple(map(parse_ports, words))
                    single = self._rulesets[ruleset].parameters[name].single
                    if single and [first == last for first, last in values[key]] != [True]:
                        self.problems.add(f"{name} is one static port, not {list(words)}", location)
        return values


def _known(shown: ShownTable) -> tuple[tuple[str, ...], Known]:
    ports = {name: tuple(map(parse_ports, words)) for name, words in shown.port_sets.items()}
    addresses = {name: tuple(networks) for name, networks in shown.address_sets.items()}
    return tuple(shown.files), Known(addresses, ports, tuple(shown.with_files))
