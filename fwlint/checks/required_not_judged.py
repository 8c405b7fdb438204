"""FW205."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks.judged import ends_of, not_judged
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level
from fwlint.model.source import Span


class RequiredNotJudged(Check):
    """A flow that a documented requirement needs meets no filter that this export shows.

    ## Why it matters
    It may pass because nothing stands in its way, or because what does is not in the export: a list
    on an interface whose networks are not known, a direction that was not exported. fwlint does not
    call that open, so it says that it has not judged the flow.

    ## Example
    The export is a router's, and says nothing of what the host itself lets in:
    ```cisco-ios role=configmgr/site-database-server
    ip access-list extended CLIENTS-IN
     permit tcp any any eq 1433
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

    id = "FW205"
    name = "required-flow-not-judged"
    level = Level.NOTE
    severity = 1.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each needed flow that takes none of the export's paths."""
        for demand in not_judged(subject):
            yield Finding(
                check=self.id,
                level=self.level,
                message=f"{demand.summary} is not judged{ends_of(demand)}: no filter that this"
                " export shows is in its way",
                span=Span(subject.export.path),
                requirement=demand.requirement,
                row=demand.row,
            )
