"""FW201."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.analysis.judgement import Standing
from fwlint.analysis.verdict import Kind
from fwlint.checks.judged import finding, standing_at
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level
from fwlint.model.rule import Action


class RequiredClosed(Check):
    """A flow that a documented requirement needs is closed.

    ## Why it matters
    The product that stands on this host, or behind this device, does not work without the flow.
    No packet of it can pass, whatever the conditions: the line named is the one that stops it.

    ## Example
    A site database server that lets nobody in:
    ```iptables role=configmgr/site-database-server
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
    -A INPUT -p tcp --dport 22 -j ACCEPT
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

    id = "FW201"
    name = "required-flow-closed"
    level = Level.ERROR
    severity = 5.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each needed flow of which no packet can pass."""
        for judged, judgement in standing_at(subject, Standing.UNMET):
            verdict = judgement.verdict
            if verdict.kind is Kind.CLOSED:
                outcome = verdict.decider(verdict.closed, Action.DENY)
                closed = verdict.closed
                yield finding(self, subject.export, judged, judgement, "is closed", closed, outcome)
