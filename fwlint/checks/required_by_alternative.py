"""FW206."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks.judged import needs_of
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level


class RequiredByAlternative(Check):
    """The preferred way of a documented flow is not open, but one that stands in for it is.

    ## Why it matters
    The product works, by its second choice: it falls back, often slower or with a delay.

    ## Example
    Client notification prefers TCP 10123 and falls back to the client's ordinary HTTPS:
    ```iptables role=configmgr/management-point
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
    -A INPUT -p tcp -m multiport --dports 80,443 -j ACCEPT
    COMMIT
    ```

    ## Instead
    ```iptables role=configmgr/management-point
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
    -A INPUT -p tcp -m multiport --dports 80,443,10123 -j ACCEPT
    COMMIT
    ```

    ## References
    - The document row that the finding names; `fwlint explain` prints it for the requirement's id.
    """

    id = "FW206"
    name = "required-flow-by-alternative"
    level = Level.NOTE
    severity = 2.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a note for each needed flow that only an alternative carries."""
        for judged in needs_of(subject):
            if not judged.stand_in:
                continue
            verdicts = [one.verdict for one in judged.judgements]
            refused = next((one for one in verdicts if one.closed or one.conditional), None)
            if refused is None:
                continue
            outcome = refused.decider(refused.closed or refused.conditional)
            yield Finding(
                check=self.id,
                level=self.level,
                message=f"{judged.demand.summary} is not open; {judged.stand_in} stands in for it",
                span=outcome.span,
                decided_by=outcome.text,
                requirement=judged.demand.requirement,
                also=tuple(one.requirement for one in judged.demands[1:]),
                row=judged.demand.row,
            )
