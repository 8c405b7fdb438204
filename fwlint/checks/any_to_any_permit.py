"""FW101."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.analysis.permits import wide_permit
from fwlint.analysis.witness import shown_packet
from fwlint.model.check import Check, Subject
from fwlint.model.export import Direction
from fwlint.model.finding import Finding, Level
from fwlint.model.packetset import PacketSet


class AnyToAnyPermit(Check):
    """A rule that accepts every new packet, from anywhere to anywhere.

    ## Why it matters
    Behind such a rule the firewall filters nothing any more; every later rule is dead. Most of them
    were written to try something and then forgotten.

    ## Example
    ```cisco-ios
    ip access-list extended EDGE-IN
     permit tcp any host 192.0.2.10 eq 443
     permit ip any any
    ```

    ## Instead
    ```cisco-ios
    ip access-list extended EDGE-IN
     permit tcp any host 192.0.2.10 eq 443
     deny ip any any log
    ```

    ## References
    - NIST SP 800-41 Rev. 1, section 4.1: a firewall denies by default what is not expressly
      permitted.
    """

    id = "FW101"
    name = "any-to-any-permit"
    level = Level.WARNING
    severity = 7.5

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each such rule on a path into or across this host or device.

        What a host may send is its own business, so outbound paths are left alone.
        """
        told = set()
        for path in subject.export.paths:
            if path.direction is Direction.OUT:
                continue
            permit = wide_permit(subject.export, path)
            if permit and permit[1].span not in told:
                policy, rule, box = permit
                told.add(rule.span)
                yield Finding(
                    check=self.id,
                    level=self.level,
                    message=f"{policy.name} accepts every packet from any source to any"
                    " destination here",
                    span=rule.span,
                    decided_by=rule.text,
                    witness=shown_packet(subject.export, PacketSet((box,)), path),
                )
