"""FW204."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.analysis.verdict import Verdict, decide
from fwlint.model.check import Check, Subject
from fwlint.model.describe import sources
from fwlint.model.finding import Finding, Level
from fwlint.model.packet import witness
from fwlint.model.packetset import PacketSet
from fwlint.model.requirement import Demand, Need
from fwlint.model.rule import Action


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
        export = subject.export
        for demand in subject.demands:
            if demand.need is not Need.NOT_NEEDED:
                continue
            for path in export.paths:
                query = demand.packets & path.traffic
                if path.direction is not demand.direction or not query:
                    continue
                verdict = decide(export.policies, path.stages, query)
                if verdict.open:
                    yield self._finding(demand, verdict, verdict.open, "is open")
                elif verdict.conditional:
                    yield self._finding(demand, verdict, verdict.conditional, "may be open")

    def _finding(self, demand: Demand, verdict: Verdict, packets: PacketSet, claim: str) -> Finding:
        outcome = verdict.decider(packets, Action.ACCEPT, Action.UNKNOWN)
        shown = outcome.packets & packets
        conditions = () if verdict.open else verdict.conditions(packets)
        return Finding(
            check=self.id,
            level=Level.NOTE if conditions else self.level,
            message=f"{demand.summary} {claim} to {sources(shown)}, and nothing here needs it",
            span=outcome.span,
            decided_by=outcome.text,
            witness=str(witness(shown.boxes[0])),
            requirement=demand.requirement,
            row=demand.row,
            conditions=conditions,
        )
