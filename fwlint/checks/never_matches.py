"""FW103."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.analysis.dead_rules import Relation
from fwlint.checks.dead import dead
from fwlint.checks.named_sets import while_unchanged
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level


class NeverMatches(Check):
    """A rule that no packet can match.

    ## Why it matters
    Its own words contradict each other, or name an empty range of ports or addresses; or it stands
    in a chain that only other packets come to. Whoever wrote it meant something by it, and that is
    not what the firewall does.

    ## Example
    The range is the wrong way round:

    ```iptables
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -p tcp --dport 2000:1000 -j ACCEPT
    COMMIT
    ```

    ## Instead
    ```iptables
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -p tcp --dport 1000:2000 -j ACCEPT
    COMMIT
    ```

    ## References
    - RFC 3511, section 3: a rule set is a collection of access control rules that determines which
      packets pass; a rule that matches none takes no part in it.
    """

    id = "FW103"
    name = "rule-never-matches"
    level = Level.WARNING
    severity = 3.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each enabled rule whose packet set is empty.

        Where it is empty only for want of other packets in the chain, it is a note, and so it is
        where the rule names a set, which may be filled at any time.
        """
        export = subject.export
        for policy in export.policies.values():
            for rule in policy.rules:
                if rule.enabled and not rule.packets:
                    message = f"no packet can match this rule of {policy.name}"
                    level = self.level
                    if premise := while_unchanged([rule]):
                        message, level = f"{message} {premise}", Level.NOTE
                    yield Finding(self.id, level, message, rule.span, rule.text)
        for one in dead(export, Relation.UNREACHABLE):
            message = f"no packet that comes to {one.policy.name} can match this rule"
            yield Finding(self.id, Level.NOTE, message, one.rule.span, one.rule.text)
