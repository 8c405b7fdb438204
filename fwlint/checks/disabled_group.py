"""FW177."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from fwlint.analysis.judgement import Judgement, Standing, judge
from fwlint.checks.judged import needs_of
from fwlint.model.check import Check, Subject
from fwlint.model.export import Export
from fwlint.model.finding import Finding, Level, Related
from fwlint.model.policy import Policy
from fwlint.model.requirement import Demand
from fwlint.model.rule import Action, Rule


class DisabledGroup(Check):
    """A predefined group of rules is disabled that a documented requirement names.

    ## Why it matters
    Windows brings rules for its own services along, in groups that stay disabled until somebody
    wants the service. The document says to enable this group, and without it the flow is not open.
    A rule of one's own would do, but those of the group are bound to the service's program.

    ## Example
    ```windows-netsh config=examples/client-push/fwlint.toml
    Rule Name:                            File and Printer Sharing (SMB-In)
    ----------------------------------------------------------------------
    Enabled:                              No
    Direction:                            In
    Profiles:                             Domain
    Grouping:                             File and Printer Sharing
    LocalIP:                              Any
    RemoteIP:                             Any
    Protocol:                             TCP
    LocalPort:                            445
    RemotePort:                           Any
    Edge traversal:                       No
    Program:                              System
    InterfaceTypes:                       Any
    Security:                             NotRequired
    Action:                               Allow
    ```

    ## Instead
    ```windows-netsh config=examples/client-push/fwlint.toml
    Rule Name:                            File and Printer Sharing (SMB-In)
    ----------------------------------------------------------------------
    Enabled:                              Yes
    Direction:                            In
    Profiles:                             Domain
    Grouping:                             File and Printer Sharing
    LocalIP:                              Any
    RemoteIP:                             Any
    Protocol:                             TCP
    LocalPort:                            445
    RemotePort:                           Any
    Edge traversal:                       No
    Program:                              System
    InterfaceTypes:                       Any
    Security:                             NotRequired
    Action:                               Allow
    ```

    ## References
    - The document row that the finding names; `fwlint explain` prints it for the requirement's id.
    - Microsoft, `Enable-NetFirewallRule -DisplayGroup`: enables all rules of a group.
    """

    id = "FW177"
    name = "disabled-group-needed"
    level = Level.WARNING
    severity = 3.5

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each group without which flows that name it are not open."""
        named = frozenset(_groups_named(subject.demands))
        for group in _disabled_groups(subject.export, named):
            unmet = list(_unmet(subject, group.name))
            enabled = _enabling(subject.export, group) if unmet else subject.export
            helped = [
                demand
                for demands, judgement in unmet
                if _helps(enabled, judgement)
                for demand in demands
            ]
            if helped:
                yield self._finding(group, helped)

    def _finding(self, group: _Group, helped: list[Demand]) -> Finding:
        first, *others = helped
        more = f", nor {len(others)} more" if others else ""
        return Finding(
            check=self.id,
            level=self.level,
            message=f"rules of the group {group.name!r} are disabled, and without them"
            f" {first.summary} is not open{more}; enable the group",
            span=group.rules[0].span,
            decided_by=group.rules[0].text,
            requirement=first.requirement,
            row=first.row,
            related=tuple(Related(r.span, f"disabled: {r.name}") for r in group.rules),
            also=tuple(dict.fromkeys(one.requirement for one in others)),
        )


@dataclass(frozen=True, slots=True)
class _Group:
    """A group of which rules that accept are disabled: these `rules`."""

    name: str
    rules: list[Rule]


def _disabled_groups(export: Export, named: frozenset[str]) -> list[_Group]:
    """Return those of the groups `named` that have disabled rules, in the order of the export."""
    groups: dict[str, dict[object, Rule]] = {}
    for policy in export.policies.values():
        for rule in filter(_is_disabled, policy.rules):
            groups.setdefault(rule.note("group"), {}).setdefault(rule.span, rule)
    return [_Group(name, list(rules.values())) for name, rules in groups.items() if name in named]


def _is_disabled(rule: Rule) -> bool:
    return not rule.enabled and rule.action in (Action.ACCEPT, Action.BYPASS)


def _unmet(subject: Subject, group: str) -> Iterator[tuple[tuple[Demand, ...], Judgement]]:
    """Yield what is not met of the flows that name `group`."""
    for judged in needs_of(subject):
        if judged.stand_in or group not in _groups_named(judged.demands):
            continue
        for judgement in judged.judgements:
            if judgement.standing is not Standing.MET and not judgement.on_replies:
                yield judged.demands, judgement


def _groups_named(demands: Iterable[Demand]) -> Iterator[str]:
    return (name for one in demands for accepted in one.accepted for name in accepted.groups)


def _enabling(export: Export, group: _Group) -> Export:
    policies = {name: _with(policy, group) for name, policy in export.policies.items()}
    return replace(export, policies=policies)


def _with(policy: Policy, group: _Group) -> Policy:
    rules = (
        replace(rule, enabled=True)
        if _is_disabled(rule) and rule.note("group") == group.name
        else rule
        for rule in policy.rules
    )
    return replace(policy, rules=tuple(rules))


def _helps(enabled: Export, judgement: Judgement) -> bool:
    """Return whether the flow stands better with the group enabled."""
    return any(
        one.path == judgement.path
        and one.standing is not Standing.UNMET
        and one.standing is not judgement.standing
        for one in judge(judgement.demand, enabled)
    )
