"""FW159."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.cisco.access_sides import Side, inbound
from fwlint.dialects.cisco.export import CiscoExport
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level, Related
from fwlint.model.rule import Action, Rule


class SpoofedSource(Check):
    """An inbound list that knows its senders permits packets from any source all the same.

    ## Why it matters
    Other entries of the list name the networks behind the interface. This one takes any source
    address, so a host there can send packets with somebody else's, and what answers, answers them.

    ## Example
    ```cisco-ios
    interface Vlan10
     ip address 10.1.0.1 255.255.255.0
     ip access-group CLIENTS-IN in
    ip access-list extended CLIENTS-IN
     permit tcp 10.1.0.0 0.0.0.255 any eq 443
     permit udp any host 10.0.0.53 eq domain
    ```

    ## Instead
    ```cisco-ios
    interface Vlan10
     ip address 10.1.0.1 255.255.255.0
     ip access-group CLIENTS-IN in
    ip access-list extended CLIENTS-IN
     permit tcp 10.1.0.0 0.0.0.255 any eq 443
     permit udp 10.1.0.0 0.0.0.255 host 10.0.0.53 eq domain
    ```

    ## References
    - RFC 2827 (BCP 38), "Network Ingress Filtering".
    """

    id = "FW159"
    name = "spoofed-source"
    level = Level.NOTE
    severity = 4.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a note for each list that names its senders and yet permits every source.

        DHCP has to be exempt: a client that asks for an address has none yet.
        """
        if not isinstance(subject.export, CiscoExport):
            return
        for side in inbound(subject.export):
            permits = [
                rule
                for rule in side.policy.rules
                if rule.action is Action.ACCEPT and not rule.name and side.open_to_all(rule)
            ]
            if permits:
                yield self._finding(side, *sorted(permits, key=lambda one: bool(one.conditions)))

    def _finding(self, side: Side, first: Rule, *others: Rule) -> Finding:
        """Return the finding on `first`, which is a sure permit if there is one."""
        alike = (
            Related(one.span, f"so {'may' if one.conditions else 'does'} {one.text}")
            for one in others
        )
        return Finding(
            check=self.id,
            level=self.level,
            message=f"this entry of {side.use.list_name} permits packets that come in by"
            f" {side.use.interface} whatever source they claim",
            span=first.span,
            decided_by=first.text,
            conditions=first.conditions,
            related=(Related(side.use.span, "the list filters here"), *alike),
        )
