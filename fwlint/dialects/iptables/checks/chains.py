"""What the checks on iptables look at: its chains, and how deep they call each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from fwlint.model.export import Export
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule


def chains(export: Export) -> Iterator[Policy]:
    """Yield the chains of an iptables dump, and none of any other export."""
    if export.dialect == "iptables":
        yield from export.policies.values()


def built_in(export: Export) -> Iterator[Policy]:
    """Yield the chains that the kernel itself enters."""
    return (chain for chain in chains(export) if chain.default is not Action.RETURN)


def table_of(chain: Policy) -> str:
    """Return the name of the table that `chain` stands in."""
    return chain.name.rpartition("/")[0].rpartition(":")[2]


@dataclass(slots=True)
class Calls:
    """The jumps and gotos that packets can meet in `policies`.

    `loops` holds those that lead back to a chain under way, each with the chains in between.
    `depth` says of each chain how many calls stand within each other below it, and `deepest` which
    of its rules is the first of these.
    """

    policies: dict[str, Policy]
    loops: list[tuple[Rule, tuple[str, ...]]] = field(default_factory=list)
    depth: dict[str, int] = field(default_factory=dict)
    deepest: dict[str, Rule] = field(default_factory=dict)

    def follow(self, entry: str) -> None:
        """Follow what `entry` calls, and what that does; without recursion, as chains are many."""
        if entry in self.depth:
            return
        under_way = {entry: self._calls(entry)}
        while under_way:
            name = next(reversed(under_way))
            rule = next(under_way[name], None)
            if rule is None:
                del under_way[name]
                self._finish(name)
            elif rule.target in under_way:
                way = tuple(under_way)
                self.loops.append((rule, way[way.index(rule.target) :]))
            elif rule.target not in self.depth:
                under_way[rule.target] = self._calls(rule.target)

    def _calls(self, name: str) -> Iterator[Rule]:
        return (rule for rule in self.policies[name].rules if rule.target in self.policies)

    def _finish(self, name: str) -> None:
        known = [rule for rule in self._calls(name) if rule.target in self.depth]
        self.depth[name] = 0
        if known:
            deepest = max(known, key=lambda rule: self.depth[rule.target])
            self.depth[name] = 1 + self.depth[deepest.target]
            self.deepest[name] = deepest


def calls_of(export: Export) -> Calls:
    """Return the calls that packets can meet in an iptables dump."""
    calls = Calls({chain.name: chain for chain in chains(export)})
    for chain in built_in(export):
        calls.follow(chain.name)
    return calls
