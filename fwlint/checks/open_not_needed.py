"""FW204."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks.unwanted import finding, openings, said
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level
from fwlint.model.requirement import Need


class OpenNotNeeded(Check):
    """A service is open though the document says that nothing needs it, and no other role does.

    ## Why it matters
    Every open port is a way in. SQL Browser, for one, tells anybody who asks which instances a
    server runs, and has been used to amplify floods.

    ## Example
    ```iptables role=configmgr/site-database-server
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -p tcp --dport 1433 -j ACCEPT
    -A INPUT -p udp --dport 1434 -j ACCEPT
    COMMIT
    ```

    ## Instead
    ```iptables role=configmgr/site-database-server
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -p tcp --dport 1433 -j ACCEPT
    COMMIT
    ```

    ## References
    - The document row that the finding names; `fwlint explain` prints it for the requirement's id.
    """

    id = "FW204"
    name = "open-though-not-needed"
    level = Level.WARNING
    severity = 5.5

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each path on which a service that is not needed passes.

        Where that is not sure, it is a note with the conditions.
        """
        for demand in subject.demands:
            if demand.need is Need.NOT_NEEDED:
                for opening in openings(demand, subject.export):
                    level = self.level if opening.certain else Level.NOTE
                    claim = f"{said(opening)}, and {demand.product} does not need it"
                    yield finding(self, level, opening, claim)
