"""FW104."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.analysis.dead_rules import Relation
from fwlint.checks.dead import covered, dead, deadness_of, leaves_nothing, no_packet
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level
from fwlint.model.policy import Policy
from fwlint.model.rule import Rule


class ShadowedRule(Check):
    """A rule that no packet gets as far as, because rules before it decide otherwise.

    ## Why it matters
    The rule says one thing and the firewall does another: a deny that denies nothing, or a permit
    that permits nothing. Whoever reads the list and trusts the rule is wrong. The finding names the
    rules that take its packets, one of them or several together. Where order means nothing, as in
    Windows Firewall, those that deny come before those that permit, wherever they stand.

    ## Example
    ```cisco-ios
    ip access-list extended SERVERS-IN
     permit tcp 10.20.0.0 0.0.255.255 any eq 22
     deny tcp host 10.20.3.7 any eq 22
    ```

    ## Instead
    The narrow rule comes first:

    ```cisco-ios
    ip access-list extended SERVERS-IN
     deny tcp host 10.20.3.7 any eq 22
     permit tcp 10.20.0.0 0.0.255.255 any eq 22
    ```

    ## References
    - E. Al-Shaer and H. Hamed, "Discovery of Policy Anomalies in Distributed Firewalls", IEEE
      INFOCOM 2004: the shadowing anomaly.
    """

    id = "FW104"
    name = "shadowed-rule"
    level = Level.WARNING
    severity = 4.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each shadowed rule, and a note where that is not decided."""
        export = subject.export
        for one in dead(export, Relation.SHADOWED):
            message = f"{no_packet(one)}: {leaves_nothing(one.cover)}"
            yield covered(self, export, one, message)
        for policy, rule in deadness_of(export).undecided:
            yield self._undecided(policy, rule)

    def _undecided(self, policy: Policy, rule: Rule) -> Finding:
        return Finding(
            check=self.id,
            level=Level.NOTE,
            message=f"whether a packet gets as far as this rule of {policy.name} is not decided"
            " within the work limit",
            span=rule.span,
            decided_by=rule.text,
        )
