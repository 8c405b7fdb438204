"""FW203."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.analysis.judgement import Standing
from fwlint.checks.judged import finding, standing_at
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level


class RequiredConditional(Check):
    """A flow that a documented requirement needs is open only under a condition.

    ## Why it matters
    The rules say something that cannot be decided from the export alone: a rate limit, a program,
    a time range, a set that is not there, a line that was not understood. The flow may work; that
    it does is not proven. The finding names each condition.

    ## Example
    ```iptables role=configmgr/site-database-server
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
    -A INPUT -p tcp --dport 1433 -m limit --limit 5/min -j ACCEPT
    COMMIT
    ```

    ## Instead
    ```iptables role=configmgr/site-database-server
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
    -A INPUT -p tcp --dport 1433 -j ACCEPT
    COMMIT
    ```

    ## References
    - The document row that the finding names; `fwlint explain` prints it for the requirement's id.
    """

    id = "FW203"
    name = "required-flow-conditional"
    level = Level.WARNING
    severity = 3.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each needed flow that depends on conditions."""
        for judged, judgement in standing_at(subject, Standing.CONDITIONAL):
            verdict = judgement.verdict
            yield finding(
                self,
                subject.export,
                judged,
                judgement,
                "is open only under a condition",
                verdict.conditional,
                verdict.condition(verdict.conditional),
                conditions=verdict.conditions(verdict.conditional),
            )
