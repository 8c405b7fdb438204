"""FW102."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.analysis.families import contrasts
from fwlint.analysis.permits import accepted_by_default
from fwlint.analysis.witness import shown_packet
from fwlint.model.check import Check, Subject
from fwlint.model.export import Direction
from fwlint.model.finding import Finding, Level


class DefaultAccepts(Check):
    """Packets that no rule speaks of are accepted.

    ## Why it matters
    A service that is installed tomorrow is open the moment it listens. A firewall that denies by
    default has to be told of it first.

    ## Example
    ```iptables
    *filter
    :INPUT ACCEPT [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -p tcp --dport 23 -j DROP
    COMMIT
    ```

    ## Instead
    ```iptables
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -p tcp --dport 443 -j ACCEPT
    COMMIT
    ```

    ## References
    - NIST SP 800-41 Rev. 1, section 4.1: a firewall denies by default what is not expressly
      permitted.
    """

    id = "FW102"
    name = "default-accepts"
    level = Level.WARNING
    severity = 6.5

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each path into or across this host whose default is reached.

        Where it is one of IPv6, and IPv4 is closed on the same way, FW111 says so.
        """
        left_open = [contrast.ipv6_path for contrast in contrasts(subject.export)]
        for path in subject.export.paths:
            if path.direction is Direction.OUT or path in left_open:
                continue
            found = accepted_by_default(subject.export, path)
            if found:
                policy, packets = found
                yield Finding(
                    check=self.id,
                    level=self.level,
                    message=f"{policy.name} accepts what none of its rules matches",
                    span=policy.default_span or policy.span,
                    decided_by=policy.default_text,
                    witness=shown_packet(subject.export, packets, path),
                )
