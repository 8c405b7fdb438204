"""FW165."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fwlint.dialects.cisco.export import CiscoExport
from fwlint.model.box import WHOLE_SPACE
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level
from fwlint.model.rule import Action

_LOGGED = re.compile(r"\slog(?:-input)?(?!\S)")


class LoggedPermit(Check):
    """An entry permits everything and logs it.

    ## Why it matters
    The device looks at logged packets one by one in its processor, not in its hardware. An entry
    that all traffic matches can bring it down, and buries in the log what matters there. ASA has
    one message for many packets of a connection, so that this check says nothing there.

    ## Example
    ```cisco-ios
    ip access-list extended EDGE
     deny tcp any any eq telnet log
     permit ip any any log-input
    ```

    ## Instead
    ```cisco-ios
    ip access-list extended EDGE
     deny tcp any any eq telnet log
     permit ip 10.1.0.0 0.0.255.255 any
    ```

    ## References
    - Cisco, "Understanding Access Control List Logging": the effect of logging on the processor.
    """

    id = "FW165"
    name = "logged-permit"
    level = Level.WARNING
    severity = 3.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each entry of a filter that permits and logs every packet.

        ASA has one message for many packets of a connection, and is left out.
        """
        if not isinstance(subject.export, CiscoExport):
            return
        if subject.export.inventory.platform.logs_connections:
            return
        for policy in subject.export.filters():
            for rule in policy.rules:
                if rule.action is not Action.ACCEPT or not _LOGGED.search(rule.text):
                    continue
                if any(box == WHOLE_SPACE[box.family] for box in rule.packets):
                    yield Finding(
                        check=self.id,
                        level=self.level,
                        message=f"this entry of {policy.name} logs every packet that it permits",
                        span=rule.span,
                        decided_by=rule.text,
                    )
