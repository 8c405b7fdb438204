"""FW202."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.analysis.judgement import Judgement, Standing
from fwlint.analysis.verdict import Kind
from fwlint.checks.judged import finding, standing_at
from fwlint.model.check import Check, Subject
from fwlint.model.describe import part
from fwlint.model.finding import Finding, Level
from fwlint.model.rule import Action


class RequiredPartlyClosed(Check):
    """A flow that a documented requirement needs is closed for some of its packets.

    ## Why it matters
    The product works for some peers or ports and fails for others, which is the hardest fault to
    find by trying. The witness is a packet that does not pass.

    ## Example
    Connections to the site database come from any of the dynamic ports, not from these only:
    ```iptables role=configmgr/site-database-server
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
    -A INPUT -p tcp --sport 50000:59999 --dport 1433 -j ACCEPT
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

    id = "FW202"
    name = "required-flow-partly-closed"
    level = Level.ERROR
    severity = 5.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each needed flow of which some packets cannot pass."""
        for judged, judgement in standing_at(subject, Standing.UNMET):
            verdict = judgement.verdict
            if verdict.kind is not Kind.CLOSED:
                outcome = verdict.decider(verdict.closed, Action.DENY)
                yield finding(
                    self,
                    subject.export,
                    judged,
                    judgement,
                    f"is partly closed: {_part(judgement)}",
                    verdict.closed,
                    outcome,
                )


def _part(judgement: Judgement) -> str:
    """Return which peers and ports are closed, or how few are open where some would be enough."""
    verdict, least = judgement.verdict, judgement.demand.at_least
    if least:
        return f"fewer than {least} ports are open"
    return part(verdict.closed, verdict.query) or "some packets cannot pass"
