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
    A PXE-enabled distribution point that answers DHCP and TFTP, but not the boot information
    negotiation on UDP 4011:

    ```iptables role=configmgr/pxe-distribution-point
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
    -A INPUT -p udp -m multiport --dports 67,69 -j ACCEPT
    COMMIT
    ```

    ## Instead
    ```iptables role=configmgr/pxe-distribution-point
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
    -A INPUT -p udp -m multiport --dports 67,69,4011 -j ACCEPT
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
        for judged in standing_at(subject, Standing.UNMET):
            verdict = judged.judgement.verdict
            if verdict.kind is Kind.CLOSED:
                outcome = verdict.decider(verdict.closed, Action.DENY)
                yield finding(self, subject.export, judged, "is closed", verdict.closed, outcome)
