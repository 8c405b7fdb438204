"""FW158."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.cisco.access_sides import inbound
from fwlint.dialects.cisco.export import CiscoExport
from fwlint.model import describe
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level, Related
from fwlint.model.rule import Action


class ForeignSource(Check):
    """An entry of an inbound list permits a source that is not behind its interface.

    ## Why it matters
    Packets come in from the networks that are behind the interface. An entry for another source
    matches nobody there: mostly source and destination are swapped, the list hangs on the wrong
    interface or the wrong direction, and the traffic that was meant is denied.

    ## Example
    ```cisco-ios
    interface Vlan10
     ip address 10.1.0.1 255.255.255.0
     ip access-group CLIENTS-IN in
    ip access-list extended CLIENTS-IN
     permit tcp 10.1.0.0 0.0.0.255 any eq 443
     permit tcp host 10.0.0.21 10.1.0.0 0.0.0.255 eq 445
    ```

    ## Instead
    ```cisco-ios
    interface Vlan10
     ip address 10.1.0.1 255.255.255.0
     ip access-group CLIENTS-IN in
    ip access-list extended CLIENTS-IN
     permit tcp 10.1.0.0 0.0.0.255 any eq 443
     permit tcp 10.1.0.0 0.0.0.255 host 10.0.0.21 eq 445
    ```

    ## References
    - RFC 2827 (BCP 38), "Network Ingress Filtering".
    """

    id = "FW158"
    name = "foreign-source"
    level = Level.NOTE
    severity = 3.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a note for each permit whose source is wholly outside the interface's networks.

        Only where another entry of the list permits sources inside of them: a list of which none
        does is on a transit interface, whose networks say nothing of the senders.
        """
        if not isinstance(subject.export, CiscoExport):
            return
        for side in inbound(subject.export):
            for rule in side.policy.rules:
                if rule.action is Action.ACCEPT and rule.packets and not side.touches(rule):
                    yield Finding(
                        check=self.id,
                        level=self.level,
                        message=f"nobody behind {side.use.interface} has the source"
                        f" {describe.sources(rule.packets)}",
                        span=rule.span,
                        decided_by=rule.text,
                        related=(Related(side.use.span, "the list filters here"),),
                    )
