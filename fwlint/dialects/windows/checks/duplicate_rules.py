"""FW176."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.windows.written import is_plain, names, policies, rules
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level, Related
from fwlint.model.policy import Policy
from fwlint.model.rule import Rule
from fwlint.model.source import Span


class DuplicateRules(Check):
    """Rules for the same program, service or app that differ by nothing but their names.

    ## Why it matters
    All but one of them change nothing. Whoever disables one, to close what it opens, has closed
    nothing. Installers leave them behind, one for every update.

    Rules without such a limit that repeat others are FW105's.

    ## Example
    ```windows-script
    netsh advfirewall firewall add rule name="Example Player" ^
      dir=in action=allow protocol=tcp localport=8080 profile=domain ^
      program="C:\\Example\\player.exe"
    netsh advfirewall firewall add rule name="Example Player 2.0" ^
      dir=in action=allow protocol=tcp localport=8080 profile=domain ^
      program="C:\\Example\\player.exe"
    ```

    ## Instead
    ```windows-script
    netsh advfirewall firewall add rule name="Example Player" ^
      dir=in action=allow protocol=tcp localport=8080 profile=domain ^
      program="C:\\Example\\player.exe"
    ```

    ## References
    - E. Al-Shaer and H. Hamed, "Discovery of Policy Anomalies in Distributed Firewalls", IEEE
      INFOCOM 2004: the redundancy anomaly.
    """

    id = "FW176"
    name = "duplicate-rules"
    level = Level.NOTE
    severity = 1.5

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield one note for each policy on all rules that could go."""
        for policy in policies(subject.export):
            alike = [group for group in _alike(policy) if len(group) > 1]
            if alike:
                yield self._finding(policy, alike)

    def _finding(self, policy: Policy, alike: list[list[Rule]]) -> Finding:
        spare = [rule for first, *others in alike for rule in others]
        count = "1 rule differs" if len(spare) == 1 else f"{len(spare)} rules differ"
        return Finding(
            check=self.id,
            level=self.level,
            message=f"{count} from others of {policy.name} by name at most, and could go:"
            f" {names(spare)}",
            span=spare[0].span,
            decided_by=spare[0].text,
            related=tuple(
                Related(rule.span, f"does the same: {rule.name}")
                for group in alike
                for rule in group
            ),
        )


def _alike(policy: Policy) -> Iterator[list[Rule]]:
    """Yield rules that do the same, together; a rule of the export may be several of the model."""
    whole: dict[Span, list[Rule]] = {}
    for rule in rules(policy):
        whole.setdefault(rule.span, []).append(rule)
    groups: dict[object, list[Rule]] = {}
    for parts in whole.values():
        if all(part.conditions and all(map(is_plain, part.conditions)) for part in parts):
            groups.setdefault(tuple(map(_what_it_does, parts)), []).append(parts[0])
    return iter(groups.values())


def _what_it_does(rule: Rule) -> object:
    limits = frozenset(condition.casefold() for condition in rule.conditions)
    return rule.packets, rule.action, limits, rule.note("edge")
