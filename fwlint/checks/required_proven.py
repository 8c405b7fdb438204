"""FW210."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.analysis.judgement import Standing
from fwlint.checks.judged import finding, standing_at
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level
from fwlint.model.rule import Action


class RequiredProven(Check):
    """A documented requirement is proven: every packet of the flow passes, by the line named.

    ## Why it matters
    It is the evidence for a reviewer or an auditor: which requirement, which row of which document,
    which line of the configuration. Only `--show-passes` asks for it.

    ## Example
    ```iptables role=configmgr/site-database-server
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
    -A INPUT -p tcp --dport 1433 -j ACCEPT
    COMMIT
    ```

    ## Instead
    Nothing is proven where the flow is closed:
    ```iptables role=configmgr/site-database-server
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT DROP [0:0]
    COMMIT
    ```

    ## References
    - The document row that the finding names; `fwlint explain` prints it for the requirement's id.
    """

    id = "FW210"
    name = "required-flow-proven"
    level = Level.NOTE
    severity = 0.1
    is_proof = True

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a note for each flow that is open, and for each path that its replies take."""
        if not subject.proofs:
            return
        for judged, judgement in standing_at(subject, Standing.MET):
            met = judgement.met_for
            outcome = judgement.verdict.decider(met, Action.ACCEPT, Action.BYPASS)
            yield finding(self, subject.export, judged, judgement, "is open", met, outcome)
