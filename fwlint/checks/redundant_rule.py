"""FW105."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.analysis.dead_rules import Relation
from fwlint.checks.dead import covered, dead, leaves_nothing
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level


class RedundantRule(Check):
    """A rule that changes nothing, because rules before it decide the same for all of its packets.

    ## Why it matters
    It is safe to delete, and every such line makes the list harder to read. It also misleads:
    taking the rule away closes nothing, because another one keeps the packets passing.

    ## Example
    Two rules together leave nothing for the third:

    ```iptables
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -s 10.20.0.0/17 -p tcp --dport 443 -j ACCEPT
    -A INPUT -s 10.20.128.0/17 -p tcp --dport 443 -j ACCEPT
    -A INPUT -s 10.20.0.0/16 -p tcp --dport 443 -j ACCEPT
    COMMIT
    ```

    ## Instead
    ```iptables
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -s 10.20.0.0/16 -p tcp --dport 443 -j ACCEPT
    COMMIT
    ```

    ## References
    - E. Al-Shaer and H. Hamed, "Discovery of Policy Anomalies in Distributed Firewalls", IEEE
      INFOCOM 2004: the redundancy anomaly.
    """

    id = "FW105"
    name = "redundant-rule"
    level = Level.NOTE
    severity = 2.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each redundant rule."""
        for one in dead(subject.export, Relation.REDUNDANT):
            message = f"this rule of {one.policy.name} changes nothing"
            yield covered(self, subject.export, one, f"{message}: {leaves_nothing(one.cover)}")
