"""FW204."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.analysis.verdict import Verdict, decide
from fwlint.analysis.witness import shown_packet
from fwlint.model.check import Check, Subject
from fwlint.model.describe import sources
from fwlint.model.export import Direction, Export
from fwlint.model.finding import Finding, Level
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
                # Anybody may knock, not only the networks known to lie behind an interface.
                query = demand.packets & path.traffic.freed("source")
                if path.direction is demand.direction and query:
                    verdict = decide(export.policies, path.stages, query, path.direction)
                    yield from self._findings(export, demand, verdict)

    def _findings(self, export: Export, demand: Demand, verdict: Verdict) -> Iterator[Finding]:
        packets = verdict.open or verdict.conditional
        if not packets:
            return
        outcome = verdict.decider(packets, Action.ACCEPT, Action.UNKNOWN)
        shown = outcome.packets & packets
        claim = "is open" if verdict.open else "may be open"
        to = "from" if demand.direction is Direction.FORWARD else "to"
        yield Finding(
            check=self.id,
            level=self.level if verdict.open else Level.NOTE,
            message=f"{demand.summary} {claim} {to} {sources(shown)},"
            f" and {demand.product} does not need it",
            span=outcome.span,
            decided_by=outcome.text,
            witness=shown_packet(export, shown),
            requirement=demand.requirement,
            row=demand.row,
            conditions=() if verdict.open else verdict.conditions(packets),
        )
